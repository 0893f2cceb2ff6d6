/** `kyumei desk …`: the commands of the consultation desk; each group in a file of its own, loaded when it is called. */
import { type Command, InvalidArgumentError } from 'commander'

type Exit = (code: Promise<number>) => Promise<void>
type Checks = {
  language: (text: string) => 'ja' | 'en'
  whole: (text: string) => number
  repeated: (text: string, before?: string[]) => string[]
}

/** As in src/desk/rows.ts: nothing of the desk is loaded for `--help`. */
const CHANNELS = 'mail, telephone, form, fax or visit'
const DISCOVERY =
  'how it came to light: employee, antivirus, log-review, monitoring, provider, customer, response-team, police …'
const TLP = 'RED, AMBER+STRICT, AMBER, GREEN or CLEAR'

export function addDeskCommands(program: Command, exit: Exit, { language, whole, repeated }: Checks): void {
  const desk = program.command('desk').description('the consultation desk: cases, rescues, visits, figures / 相談台帳')
  const command = (usage: string, description: string): Command =>
    desk
      .command(usage)
      .description(description)
      .option('--desk <file>', 'the book of cases (or KYUMEI_DESK; default: one for this user)')
      .option('--as <name>', 'who writes: stands in the history (or KYUMEI_WHO; default: the user)')
      .option('--lang <lang>', 'ja or en (default: from LANG)', language)
      .option('--json', 'as JSON')

  command('intake', 'enter a consultation')
    .requiredOption('--kind <kind>', 'kind of organisation: agency, association, company, public, or its name')
    .option('--organisation <name>', 'who asks')
    .option('--industry <industry>', 'its industry')
    .option('--channel <channel>', CHANNELS, 'telephone')
    .option('--received <time>', 'when it came in (default: now)')
    .option('--number <number>', "the desk's own number (default: the next of the fiscal year)")
    .option('--person <name>', 'whom to call back')
    .option('--mail <address>', 'their address')
    .option('--telephone <number>', 'their telephone')
    .option('--attack <kind>', 'kind of attack')
    .option('--discovery <how>', DISCOVERY)
    .option('--employees <n>', 'how many people work there', whole)
    .option('--tlp <tlp>', TLP)
    .option('--handler <name>', 'who takes care of it')
    .option('--summary <text>', 'what happened')
    .action(async (options) => exit((await import('./desk-case.ts')).takeIn(options)))
  command('list', 'cases, the newest first')
    .option('--stage <stage>', 'open, rescue, closed or void')
    .option('--unfinished', 'neither closed nor voided')
    .option('--kind <kind>', 'of this kind of organisation')
    .option('--industry <industry>', 'of this industry')
    .option('--handler <name>', 'of this person')
    .option('--half <half>', 'received in this half of the fiscal year, e.g. 2015H2')
    .option('--top <n>', 'rows', whole, 50)
    .option('--csv', 'as CSV')
    .action(async (options) => exit((await import('./desk-list.ts')).list(options)))
  command('show <number>', 'all of a case; with --history every change of it')
    .option('--history', 'who changed what, when')
    .action(async (number, options) => exit((await import('./desk-show.ts')).show(number, options)))
  command('edit <number>', 'correct a case')
    .option('--received <time>', 'when it came in')
    .option('--channel <channel>', CHANNELS)
    .option('--kind <kind>', 'kind of organisation')
    .option('--industry <industry>', 'industry')
    .option('--attack <kind>', 'kind of attack')
    .option('--discovery <how>', DISCOVERY)
    .option('--employees <n>', 'how many people work there', whole)
    .option('--tlp <tlp>', TLP)
    .option('--handler <name>', 'who takes care of it')
    .option('--summary <text>', 'what happened')
    .option('--organisation <name>', 'who asks')
    .option('--person <name>', 'whom to call back')
    .option('--mail <address>', 'their address')
    .option('--telephone <number>', 'their telephone')
    .option(
      '--base <version>',
      'the version that you saw (show --json): a change of somebody else since then is refused',
      whole,
    )
    .action(async (number, options) => exit((await import('./desk-case.ts')).edit(number, options)))
  command('rescue <number>', 'move a consultation to rescue support')
    .option('--start <time>', 'when it began (default: now)')
    .option('--reason <text>', 'why')
    .action(async (number, options) => exit((await import('./desk-case.ts')).rescue(number, options)))
  command('visit <number>', 'enter an on-site visit')
    .option('--on <day>', 'day (default: today)')
    .option('--who <name>', 'who went (repeatable)', repeated)
    .option('--note <text>', 'what was done')
    .action(async (number, options) => exit((await import('./desk-case.ts')).visit(number, options)))
  command('task <number> [title]', 'enter a task, or report one done')
    .option('--countermeasure', 'a countermeasure: its target is dealt with when it is done')
    .option('--target <name>', 'host or account that it deals with')
    .option('--owner <name>', 'who does it')
    .option('--due <day>', 'until when')
    .option('--done <id>', 'task that is done', whole)
    .option('--on <day>', 'when it was done (default: today)')
    .option('--proof <text>', 'what proves it')
    .action(async (number, title, options) => exit((await import('./desk-case.ts')).task(number, title, options)))
  command('note <number> <text>', 'write a note').action(async (number, text, options) =>
    exit((await import('./desk-case.ts')).note(number, text, options)),
  )
  command('basis <number>', "on what lawful basis the desk reads employees' mail")
    .requiredOption('--basis <text>', 'consent, work rules, contract, order')
    .requiredOption('--granted-by <name>', 'who granted it')
    .requiredOption('--scope <text>', 'whose mail, which period')
    .option('--on <day>', 'granted on (default: today)')
    .option('--expires <day>', 'valid until')
    .action(async (number, options) => exit((await import('./desk-evidence.ts')).basis(number, options)))
  command(
    'attach <number> <paths...>',
    'scan evidence and file it with the result; a finished report is filed as it is',
  )
    .option('--from <name>', 'who handed it in (default: the person of the case)')
    .option('--means <text>', 'how it came: USB drive, upload, …')
    .option('--device <name>', 'the device that wrote it')
    .option('--clock-offset <seconds>', "by how much that device's clock was ahead (-: behind)")
    .option('--retain-until <day>', 'to be erased after this day')
    .option('--plan', "the scan's measures become tasks of the case")
    .option('--tz <zone>', 'zone of times that carry none', 'Asia/Tokyo')
    .option('--config <file>', "the organisation's kyumei.yaml")
    .option('--password <word>', 'tried on encrypted archives (repeatable)', repeated)
    .option('--sign <detector>', 'also a sign that you saw yourself (repeatable)', repeated)
    .action(async (number, paths, options) => exit((await import('./desk-evidence.ts')).attach(number, paths, options)))
  command('hand-over <evidence>', 'enter the next link of custody of a piece of evidence')
    .requiredOption('--to <name>', 'who has it now')
    .option('--from <name>', 'who had it (default: you)')
    .option('--means <text>', 'how')
    .action(async (evidence, options) => exit((await import('./desk-evidence.ts')).handOver(evidence, options)))
  command('link <number> [other]', 'join cases: --chain leads from this to the other; --campaign joins a campaign')
    .option('--chain', 'what leaked here was used there')
    .option('--campaign <name>', 'the campaign it belongs to')
    .option('--related', 'with all cases that belong together with it (desk campaigns)')
    .option('--reason <text>', 'why')
    .action(async (number, other, options) => exit((await import('./desk-case.ts')).link(number, other, options)))
  command('unlink <number>', 'take a case out of a campaign')
    .requiredOption('--campaign <name>', 'the campaign')
    .requiredOption('--reason <text>', 'why')
    .action(async (number, options) => exit((await import('./desk-campaign.ts')).unlink(number, options)))
  command('campaigns', 'the campaigns, and cases that seem to be one attacker’s, with the reasons').action(
    async (options) => exit((await import('./desk-campaign.ts')).campaigns(options)),
  )
  command('compare <file>', "what another desk's hashes or campaign have in common with the cases here")
    .option('--key <keyfile>', 'the key that both desks have')
    .action(async (file, options) => exit((await import('./desk-campaign.ts')).compare(file, options)))
  command('close <number>', 'close a case')
    .option('--on <day>', 'day (default: today)')
    .option('--outcome <text>', 'how it ended', '')
    .action(async (number, options) => exit((await import('./desk-case.ts')).close(number, options)))
  command('reopen <number>', 'open a closed case again')
    .requiredOption('--reason <text>', 'why')
    .option('--on <day>', 'day (default: today)')
    .action(async (number, options) => exit((await import('./desk-case.ts')).reopen(number, options)))
  command('void <number>', 'take a case out of the figures, with the reason')
    .requiredOption('--reason <text>', 'e.g. entered twice')
    .option('--on <day>', 'from this day on (default: today)')
    .action(async (number, options) => exit((await import('./desk-case.ts')).voidIt(number, options)))
  command(
    'inventory <organisation>',
    "an organisation's system (by its name or a case): listed, and compared with what its logs show",
  )
    .option('--import <file>', 'a CSV or XLSX with the columns kind and name, also address, place, owner, note')
    .option('--kind <kind>', 'enter one: internet, place, proxy, firewall, server, mail, web, pc or device')
    .option('--name <name>', 'its name')
    .option('--address <address>', 'its address')
    .option('--place <place>', 'where it stands')
    .option('--owner <name>', 'whose job it is')
    .option('--note <text>', 'what else')
    .action(async (organisation, options) => exit((await import('./desk-posture.ts')).inventory(organisation, options)))
  command('posture <organisation>', "an organisation's check-list (by its name or a case), with its score")
    .option('--measure', 'answer from the logs of its cases what they show')
    .option('--item <item>', 'answer one item')
    .option('--answer <answer>', 'yes, partly, no or unknown')
    .option('--evidence <text>', 'what shows it')
    .option('--next <text>', 'the next step for the product they have')
    .option('--owner <name>', 'who does it')
    .option('--due <day>', 'until when')
    .action(async (organisation, options) => exit((await import('./desk-posture.ts')).posture(organisation, options)))
  command('search <words...>', 'cases in which all the words stand')
    .option('--top <n>', 'rows', whole, 50)
    .action(async (words, options) => exit((await import('./desk-list.ts')).search(words, options)))
  command('statistics [half]', 'the figures of a half of the fiscal year (default: the present one)')
    .option('--as-of <day>', 'as the books stood on this day')
    .option('--csv', 'as CSV')
    .action(async (half, options) => exit((await import('./desk-statistics.ts')).statistics(half, options)))
  command('import <file>', 'take over a table (CSV or XLSX)')
    .option('--mapping <file>', 'which column is what (YAML)')
    .option('--dry-run', 'only show which rows would be refused')
    .option('--skip-refused', 'take the rest')
    .action(async (file, options) => exit((await import('./desk-transfer.ts')).takeOver(file, options)))
  command('export [file]', 'all cases as CSV (one row a case), or all records as JSON')
    .option('--pseudonyms <keyfile>', 'names, addresses and hosts replaced by keyed hashes')
    .option('--hashes <keyfile>', 'instead: keyed hashes of the indicators, for a desk that has the same key')
    .option('--tlp <tlp>', 'with --hashes: only of cases that may be told so far (default: AMBER)')
    .action(async (file, options) => exit((await import('./desk-transfer.ts')).handOut(file, options)))
  command('backup <file>', 'a verified copy while others go on working').action(async (file, options) =>
    exit((await import('./desk-transfer.ts')).backUp(file, options)),
  )
  command('restore <file>', 'the desk becomes what a backup holds; what it was is kept').action(async (file, options) =>
    exit((await import('./desk-transfer.ts')).restore(file, options)),
  )
  command('erase [number]', 'erase the content of a case, with a certificate; without a number: what is due')
    .option('--reason <text>', 'on what ground')
    .option('--certificate <file>', 'where the certificate goes (default: standard output)')
    .action(async (number, options) => exit((await import('./desk-evidence.ts')).erase(number, options)))
  command('verify', 'prove the history: nothing changed behind its back')
    .option('--head <head>', 'SEQ:HASH that an earlier verify printed and you kept elsewhere', head)
    .action(async (options) => exit((await import('./desk-transfer.ts')).verify(options)))
}

function head(text: string): { seq: number; hash: string } {
  const match = /^(\d{1,12}):([0-9a-f]{64})$/.exec(text)
  if (match) return { seq: Number(match[1]), hash: match[2] ?? '' }
  throw new InvalidArgumentError('SEQ:HASH as kyumei desk verify prints it.')
}
