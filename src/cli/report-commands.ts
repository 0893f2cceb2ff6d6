/** `kyumei report …`: the desk's documents. */
import { type Command, InvalidArgumentError } from 'commander'

const FORMATS = ['docx', 'pdf', 'html', 'md', 'json', 'csv']
type Exit = (code: Promise<number>) => Promise<void>

export function addReportCommands(
  program: Command,
  exit: Exit,
  {
    language,
    repeated,
  }: { language: (text: string) => 'ja' | 'en'; repeated: (text: string, before?: string[]) => string[] },
): void {
  const report = program.command('report').description("the desk's documents: the half-year report / 活動報告")
  const command = (usage: string, description: string): Command =>
    report
      .command(usage)
      .description(description)
      .option('--desk <file>', 'the book of cases (or KYUMEI_DESK; default: one for this user)')
      .option('--as <name>', 'who writes: stands in the history (or KYUMEI_WHO; default: the user)')
      .option('--lang <lang>', 'ja or en (default: from LANG)', language)
      .option('--out <file>', 'where it goes (default: standard output)')
      .option('--json', 'as JSON')
  const document = (usage: string, description: string): Command =>
    command(usage, description)
      .option('--format <format>', `${FORMATS.join(', ')} (default: by --out, else md)`, format)
      .option('--template <file>', 'a DOCX of your own, its placeholders filled: {{title}}, {{body}} … (docs/desk.md)')

  document('half-year <half>', 'results, what was characteristic, recommendations; e.g. 2015H2')
    .option('--as-of <day>', 'as the books stood on this day')
    .option('--draft <file>', 'take over the paragraphs edited in a Markdown draft; they are kept and get new figures')
    .option('--forget <paragraph>', 'back to the generated text (repeatable)', repeated)
    .option('--publish', 'keep the figures and recommendations as the published ones')
    .action(async (half, options) => exit((await import('./report.ts')).halfYear(half, options)))
  document('case <number>', 'the letter to the organisation, with an annex of indicators')
    .option('--draft <file>', 'take over the paragraphs edited in a Markdown draft; they are kept for this case')
    .option('--forget <paragraph>', 'back to the generated text (repeatable)', repeated)
    .option('--file', 'keep it in the case as sent')
    .option('--sent <day>', 'when it was sent (default: today)')
    .action(async (number, options) => exit((await import('./report.ts')).caseLetter(number, options)))
  document('director <number>', 'one page for the director')
    .option('--next <time>', 'when the next report comes')
    .action(async (number, options) => exit((await import('./report.ts')).forDirector(number, options)))
  document('notice <number>', 'the draft of a notice, with its deadlines')
    .requiredOption('--to <whom>', 'commission, police, partners or staff')
    .option('--known <day>', 'since when the organisation knows (default: the day of the consultation)')
    .action(async (number, options) => exit((await import('./report.ts')).noticeDraft(number, options)))
  command('veris <year>', "a fiscal year's cases in VERIS (JSON), without names, for desks that share their figures")
    .option('--as-of <day>', 'as the books stood on this day')
    .action(async (year, options) => exit((await import('./report.ts')).veris(year, options)))
  document('posture <organisation>', "an organisation's check-list and inventory, for its director").action(
    async (organisation, options) => exit((await import('./report.ts')).postureOf(organisation, options)),
  )
  command('timeline <number>', 'what happened when, as XLSX (by --out), CSV or JSON').action(async (number, options) =>
    exit((await import('./report.ts')).caseTimeline(number, options)),
  )
  document('campaign <name>', 'one campaign over its cases, without its victims; as JSON to hand to another desk')
    .option('--tlp <tlp>', 'how far it may go: only cases that may be told so far (default: AMBER)')
    .option('--key <keyfile>', 'in JSON, indicators as keyed hashes')
    .action(async (name, options) => exit((await import('./report.ts')).campaign(name, options)))
}

function format(text: string): string {
  if (FORMATS.includes(text)) return text
  throw new InvalidArgumentError(`${FORMATS.join(', ')}.`)
}
