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
  report
    .command('half-year <half>')
    .description('results, what was characteristic, recommendations; e.g. 2015H2')
    .option('--format <format>', `${FORMATS.join(', ')} (default: by --out, else md)`, format)
    .option('--out <file>', 'where it goes (default: standard output)')
    .option('--as-of <day>', 'as the books stood on this day')
    .option('--draft <file>', 'take over the paragraphs edited in a Markdown draft; they are kept and get new figures')
    .option('--forget <paragraph>', 'back to the generated text (repeatable)', repeated)
    .option('--publish', 'keep the figures and recommendations as the published ones')
    .option('--desk <file>', 'the book of cases (or KYUMEI_DESK; default: one for this user)')
    .option('--as <name>', 'who writes: stands in the history (or KYUMEI_WHO; default: the user)')
    .option('--lang <lang>', 'ja or en (default: from LANG)', language)
    .option('--json', 'as JSON')
    .action(async (half, options) => exit((await import('./report.ts')).halfYear(half, options)))
}

function format(text: string): string {
  if (FORMATS.includes(text)) return text
  throw new InvalidArgumentError(`${FORMATS.join(', ')}.`)
}
