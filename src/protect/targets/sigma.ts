/** Sigma rules, one for each kind of log (specification 2: sigma-specification, taxonomy: proxy, dns, firewall). */
import { stringify } from 'yaml'
import { type Entry, only, widest } from '../entry.ts'
import { head, note, type RenderOptions, type Target } from '../target.ts'
import { uuidOf } from '../uuid.ts'

export const sigma: Target = {
  id: 'sigma',
  title: { ja: 'Sigmaのルール', en: 'Sigma rules' },
  group: 'detection',
  kinds: ['url', 'domain', 'address', 'file'],
  blocks: 'nothing',
  render(selection, options) {
    const [domains, urls, addresses, files] = [
      widest(only(selection, 'domain')),
      only(selection, 'url'),
      only(selection, 'address'),
      only(selection, 'file'),
    ]
    const date = selection.generated.slice(0, 10)
    const rules = options.revoke
      ? []
      : [
          ...rule('proxy', 'Web request to a place of the attack', [...domains, ...urls], date, {
            ...names('c-uri-host', domains),
            ...(urls.length > 0 ? { selection_url: { 'c-uri': urls.map((entry) => plain(entry.value)) } } : {}),
          }),
          ...rule('dns', 'Look-up of a name of the attack', domains, date, names('query', domains)),
          ...rule('firewall', 'Connection to an address of the attack', addresses, date, {
            selection: { dst_ip: addresses.map((entry) => entry.value) },
          }),
          ...rule('process_creation', 'A file of the attack is started', files, date, {
            selection: { 'Hashes|contains': files.map((entry) => `SHA256=${entry.value.toUpperCase()}`) },
          }),
        ]
    const all = [...domains, ...urls, ...addresses, ...files]
    return [{ name: 'kyumei-sigma.yml', text: document(rules, all, selection, options) }]
  },
}

function document(rules: object[], entries: Entry[], selection: Parameters<typeof head>[1], options: RenderOptions) {
  const comments = [
    ...head(sigma, selection, entries, options),
    ...entries.map((entry) => `${entry.value} ${note(entry)}`),
  ]
  const top = (options.revoke ? comments.slice(0, 2) : comments).map((line) => `# ${line}\n`).join('')
  return `${top}${rules.map((one) => `---\n${stringify(one, { lineWidth: 0 })}`).join('')}`
}

const names = (field: string, domains: Entry[]): Record<string, object> =>
  domains.length === 0
    ? {}
    : {
        selection_name: { [field]: domains.map((entry) => entry.value) },
        selection_below: { [`${field}|endswith`]: domains.map((entry) => `.${entry.value}`) },
      }

/** Without wildcards: in Sigma `*` and `?` are some. */
const plain = (value: string) => value.replace(/[*?\\]/g, '\\$&')

function rule(
  category: string,
  title: string,
  entries: Entry[],
  date: string,
  detection: Record<string, object>,
): object[] {
  if (entries.length === 0) return []
  const selections = Object.keys(detection)
  return [
    {
      title,
      id: uuidOf('sigma', category),
      status: 'experimental',
      description: `Places and files of findings of kyumei: ${[...new Set(entries.flatMap((entry) => entry.findings))].slice(0, 50).join(', ')}`,
      author: 'kyumei',
      date,
      tags: [...new Set(entries.flatMap((entry) => entry.attack))].sort().map((id) => `attack.${id.toLowerCase()}`),
      logsource: category === 'process_creation' ? { category, product: 'windows' } : { category },
      detection: { ...detection, condition: selections.length > 1 ? '1 of selection_*' : selections[0] },
      falsepositives: ['look-ups and visits by those who investigate the attack'],
      level: 'high',
    },
  ]
}
