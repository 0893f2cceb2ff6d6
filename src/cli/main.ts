/** The command line. One file per command: nothing but arguments, calls and printing. Commands are loaded when they are called. */
import { Command, InvalidArgumentError } from 'commander'
import pkg from '../../package.json' with { type: 'json' }
import { day } from '../desk/moment.ts'
import { addDeskCommands } from './desk-commands.ts'
import { plain, told, watchOutput } from './failure.ts'
import { addReportCommands } from './report-commands.ts'

const program = new Command('kyumei')
  .description(
    'From a folder of log exports to the truth of a targeted attack / ログの束から標的型攻撃の実態を究明する',
  )
  .version(pkg.version)
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(plain(text)) })
  .showHelpAfterError('(kyumei --help shows the commands)')

function withScanOptions(command: Command): Command {
  return command
    .option('--out <dir>', 'where the report goes', 'kyumei-report')
    .option('--lang <lang>', 'ja or en (default: from LANG)', language)
    .option('--tz <zone>', 'zone of times that carry none (default: kyumei.yaml, else Asia/Tokyo)', zone)
    .option('--year <year>', 'year of the last line in logs without a year', whole)
    .option('--config <file>', 'kyumei.yaml (default: ./kyumei.yaml where it exists and is not among the evidence)')
    .option('--workspace <dir>', 'where events are kept (default: DIR/workspace)')
    .option('--engine <url>', 'a ClickHouse server instead of the embedded engine (or KYUMEI_ENGINE)')
    .option('--since <time>', 'look only at events from this time on (ISO)', time)
    .option('--until <time>', 'look only at events before this time (ISO)', time)
    .option('--fail-on <level>', 'exit 1 when a finding reaches this level', level)
    .option(
      '--password <word>',
      'tried on encrypted archives and attachments (repeatable; `infected` always is)',
      repeated,
    )
}

withScanOptions(program.command('scan <paths...>'))
  .option(
    '--dns',
    "recompute SPF, DKIM, DMARC and ARC of mails without their server's results: asks DNS (default: no network)",
  )
  .option('--plan <dir>', 'an earlier report: its measures are checked against these logs')
  .option('--dns-server <address>', "the DNS server that --dns asks (default: the system's)")
  .description('read mails and logs, look for signs of an attack, write the report')
  .action(async (paths: string[], options) => exit((await import('./scan.ts')).scan(paths, options)))

withScanOptions(program.command('demo'))
  .description('simulate an organisation under attack and scan its logs')
  .option('--seed <n>', 'seed of the simulation', whole, 2016)
  .action(async (options) => exit((await import('./demo.ts')).demo(options)))

program
  .command('simulate')
  .description('write the logs of a simulated organisation, with truth.json')
  .requiredOption('--out <dir>', 'where the logs go')
  .option('--seed <n>', 'same seed, same bytes', whole, 1)
  .option('--hosts <n>', 'client PCs', some, 60)
  .option('--days <n>', 'days', some, 7)
  .option('--start <day>', 'first day (YYYY-MM-DD)', existingDay)
  .option('--accounts', 'logs of sign-ins and of the mail server too, with abused accounts')
  .option('--no-attack', 'a benign organisation')
  .action(async (options) => exit((await import('./simulate.ts')).runSimulation(options)))

program
  .command('formats')
  .description('the log formats that are read')
  .option('--json', 'as JSON')
  .action(async (options) => exit((await import('./formats.ts')).listFormats(options)))

program
  .command('detectors')
  .description('the detectors, their parameters and what looks like them but is harmless')
  .option('--json', 'as JSON')
  .option('--lang <lang>', 'ja or en', language)
  .action(async (options) => exit((await import('./detectors.ts')).listDetectors(options)))

program
  .command('volume')
  .description('how much went where, from the last scan: by host, destination or hour of the day')
  .option('--by <keys>', 'host, destination, hour, day, or several: host,destination,hour', volumeKeys, ['destination'])
  .option('--host <host>', 'of this host only')
  .option('--destination <place>', 'to this name (and all below it) or address only')
  .option('--top <n>', 'rows', whole, 20)
  .option('--tz <zone>', "zone of days and hours (default: the scan's)", zone)
  .option('--workspace <dir>', 'a workspace (default: the one used last)')
  .option('--engine <url>', 'the ClickHouse server that the scan used (or KYUMEI_ENGINE)')
  .option('--lang <lang>', 'ja or en', language)
  .option('--json', 'as JSON')
  .option('--csv', 'as CSV')
  .action(async (options) => exit((await import('./volume.ts')).showVolume(options)))

program
  .command('timeline <who>')
  .description('all that the last scan tells of a host, account, address or name, in time')
  .option('--since <time>', 'from this time on (ISO)', time)
  .option('--until <time>', 'before this time (ISO)', time)
  .option('--every', 'one row an event (default: one an hour and place)')
  .option('--top <n>', 'rows at most', whole, 1000)
  .option('--tz <zone>', "zone of the times printed (default: the scan's)", zone)
  .option('--workspace <dir>', 'a workspace (default: the one used last)')
  .option('--engine <url>', 'the ClickHouse server that the scan used (or KYUMEI_ENGINE)')
  .option('--json', 'as JSON, times in UTC')
  .option('--csv', 'as CSV, times in UTC')
  .option('--timesketch', 'as JSON lines that Timesketch imports')
  .action(async (who: string, options) => exit((await import('./timeline.ts')).showTimeline(who, options)))

program
  .command('account <name>')
  .description("one account's history for its owner: sign-ins, mail in its name, rules and consents, findings")
  .option('--top <n>', 'rows of a kind at most', whole, 200)
  .option('--tz <zone>', "zone of the times printed (default: the scan's)", zone)
  .option('--lang <lang>', 'ja or en', language)
  .option('--workspace <dir>', 'a workspace (default: the one used last)')
  .option('--engine <url>', 'the ClickHouse server that the scan used (or KYUMEI_ENGINE)')
  .option('--json', 'as JSON, times in UTC')
  .option('--csv', 'as CSV, times in UTC')
  .option('--html', "as a page that the account's owner can be given")
  .action(async (name: string, options) => exit((await import('./account.ts')).showAccount(name, options)))

program
  .command('search <word>')
  .description('where a word stands in all that the last scan read, unparsed lines included')
  .option('--top <n>', 'values of each field', whole, 20)
  .option('--workspace <dir>', 'a workspace (default: the one used last)')
  .option('--engine <url>', 'the ClickHouse server that the scan used (or KYUMEI_ENGINE)')
  .option('--json', 'as JSON, times in UTC')
  .option('--csv', 'as CSV, times in UTC')
  .action(async (word: string, options) => exit((await import('./search.ts')).searchWord(word, options)))

program
  .command('explain <finding>')
  .description('a finding of the last scan: what was seen, how it was judged, what else it could be')
  .option('--workspace <dir>', 'a workspace, or the folder of a report (default: the one used last)')
  .option('--lang <lang>', 'ja or en', language)
  .option('--json', 'as JSON')
  .action(async (id: string, options) => exit((await import('./explain.ts')).explain(id, options)))

program
  .command('lists')
  .description('the reference lists; with names, which list each is on')
  .argument('[names...]')
  .option('--config <file>', 'kyumei.yaml, which may add to the lists')
  .option('--lang <lang>', 'ja or en', language)
  .option('--json', 'as JSON')
  .action(async (names: string[], options) => exit((await import('./lists.ts')).showLists(names, options)))

program
  .command('parse')
  .description('lines on standard input → one JSON object a line (ECS), null where unparsed')
  .option('--format <id>', 'try this format only')
  .option('--tz <zone>', 'zone of times that carry none', zone, 'Asia/Tokyo')
  .option('--year <year>', 'year of the last line in logs without a year', whole)
  .action(async (options) => exit((await import('./parse.ts')).parse(options)))

const mailFilter = program
  .command('mail-filter')
  .description('an attachment filter for Postfix (smtpd_proxy_filter): judges each mail while its sender waits')
  .option('--config <file>', 'kyumei.yaml (default: ./kyumei.yaml where it exists)')
  .option('--print-postfix', 'print the lines for master.cf and main.cf')
  .action(async (options) => exit((await import('./mail-filter.ts')).runFilter(options)))
mailFilter
  .command('list')
  .description('the held mails, newest first')
  .option('--json', 'as JSON')
  .option('--lang <lang>', 'ja or en', language)
  .action(async (_, command) => exit((await import('./mail-filter.ts')).listHeld(command.optsWithGlobals())))
mailFilter
  .command('show <id>')
  .description('a held mail as safe text: why it was held, its head and what hangs on it')
  .option('--json', 'as JSON')
  .option('--lang <lang>', 'ja or en', language)
  .action(async (id, _, command) => exit((await import('./mail-filter.ts')).showHeld(id, command.optsWithGlobals())))
mailFilter
  .command('release <ids...>')
  .description('send held mails on to their recipients, as they came')
  .option('--again', 'also where an earlier release was interrupted: it may go out twice')
  .action(async (ids, _, command) => exit((await import('./mail-filter.ts')).release(ids, command.optsWithGlobals())))
mailFilter
  .command('delete <ids...>')
  .description('delete held mails')
  .action(async (ids, _, command) => exit((await import('./mail-filter.ts')).remove(ids, command.optsWithGlobals())))
mailFilter
  .command('audit')
  .description('what was held, refused, released, deleted and expired, as JSON lines')
  .action(async (_, command) => exit((await import('./mail-filter.ts')).showAudit(command.optsWithGlobals())))

program
  .command('export [target]')
  .description(
    'what was found as configuration of a product: rules that block, share or detect it; without a target: the list',
  )
  .option('--from <dir>', 'a report, or the number of a case of the desk (default: the last scan)')
  .option('--desk <file>', 'the desk that has the case (default: KYUMEI_DESK, else your own)')
  .option('--min-confidence <n>', 'of the findings of a place together, 0 to 1', fraction, 0.6)
  .option('--days <n>', 'how long an entry lasts (at most ten years)', daysToLast, 90)
  .option('--out <file>', 'a file, or a folder where the target has several (default: standard output)')
  .option('--revoke', 'what takes the same export back')
  .option('--simulate', 'what it would have blocked in the logs of the scan, and who would have noticed')
  .option('--max-share <percent>', 'refuse to block more than this of normal traffic', percent, 1)
  .option('--force', 'even so')
  .option('--tlp <level>', 'who may get it (STIX, MISP): clear, green, amber, amber+strict, red', tlp, 'amber')
  .option('--config <file>', 'kyumei.yaml (default: ./kyumei.yaml where it exists)')
  .option('--engine <url>', 'the ClickHouse server that the scan used (or KYUMEI_ENGINE)')
  .option('--lang <lang>', 'ja or en', language)
  .option('--json', 'the list, or the simulation, as JSON')
  .action(async (target: string | undefined, options) => exit((await import('./export.ts')).exportTo(target, options)))

program
  .command('verify <dir>')
  .description('read the evidence of a report again and say whether every finding still holds')
  .option('--lang <lang>', 'ja or en', language)
  .option('--password <word>', 'of encrypted archives among the evidence (repeatable)', repeated)
  .action(async (dir: string, options) => exit((await import('./verify.ts')).verify(dir, options)))

addDeskCommands(program, exit, { language, whole, repeated })
addReportCommands(program, exit, { language, repeated })

program
  .command('init')
  .description('write a commented kyumei.yaml into this folder')
  .action(async () => exit((await import('./init.ts')).init()))

watchOutput()
try {
  await program.parseAsync(process.argv)
} catch (error) {
  process.exitCode = told(error)
}

async function exit(code: Promise<number>): Promise<void> {
  process.exitCode = await code
}

function language(text: string): 'ja' | 'en' {
  if (text === 'ja' || text === 'en') return text
  throw new InvalidArgumentError('ja or en.')
}

function volumeKeys(text: string): string[] {
  const keys = text.split(',')
  if (keys.every((key) => ['host', 'destination', 'hour', 'day'].includes(key)) && new Set(keys).size === keys.length)
    return keys
  throw new InvalidArgumentError('host, destination, hour and day, separated by commas.')
}

function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    throw new InvalidArgumentError('not a time zone; e.g. Asia/Tokyo or UTC.')
  }
}

function repeated(text: string, before: string[] = []): string[] {
  return [...before, text]
}

/** An entry for ever is one that nobody looks at again. */
function daysToLast(text: string): number {
  const days = whole(text)
  if (days > 3650) throw new InvalidArgumentError('at most 3650 days')
  return days
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a whole number.')
}

/** Nothing to simulate is a mistake. */
function some(text: string): number {
  const number = whole(text)
  if (number > 0) return number
  throw new InvalidArgumentError('a whole number above 0.')
}

function existingDay(text: string): string {
  const found = /^\d{4}-\d\d-\d\d$/.test(text) ? day(text) : null
  if (found !== null) return found
  throw new InvalidArgumentError('a day like 2026-10-05.')
}

function fraction(text: string): number {
  if (/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a number from 0 to 1.')
}

function percent(text: string): number {
  if (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text)
  throw new InvalidArgumentError('a number from 0 to 100.')
}

function tlp(text: string): string {
  if (['clear', 'green', 'amber', 'amber+strict', 'red'].includes(text)) return text
  throw new InvalidArgumentError('clear, green, amber, amber+strict or red.')
}

function time(text: string): string {
  const value = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)
    ? text.replace(' ', 'T')
    : ''
  if (value !== '' && !Number.isNaN(Date.parse(value)) && day(value.slice(0, 10)) !== null) return value
  throw new InvalidArgumentError('a time like 2026-10-05 or 2026-10-05T09:00:00+09:00.')
}

function level(text: string): string {
  if (['informational', 'low', 'medium', 'high', 'critical'].includes(text)) return text
  throw new InvalidArgumentError('informational, low, medium, high or critical.')
}
