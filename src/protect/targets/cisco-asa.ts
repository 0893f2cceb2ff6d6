/** Cisco ASA and FTD: an object-group; names as FQDN objects, which the device looks up itself (ASA command reference: fqdn, object-group). */
import { type Entry, only, widest } from '../entry.ts'
import { head, lines, type Target, tag } from '../target.ts'

const GROUP = 'KYUMEI-BLOCK'

export const ciscoAsa: Target = {
  id: 'cisco-asa',
  title: { ja: 'Cisco ASAのobject-group', en: 'Cisco ASA object-group' },
  group: 'firewall',
  kinds: ['domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const domains = widest(only(selection, 'domain'))
    const [names, odd] = [domains.filter(isHostName), domains.filter((entry) => !isHostName(entry))]
    const addresses = only(selection, 'address')
    const text = [
      ...head(ciscoAsa, selection, [...names, ...addresses], options).map((line) => `! ${line}`),
      '! names need a DNS server-group on the device (dns domain-lookup), and cover the exact name only',
      ...odd.map((entry) => `! not for this device, no host name: ${entry.value}`),
      ...(options.revoke ? revoked(names) : applied(names, addresses)),
    ]
    return [{ name: 'kyumei-asa.txt', text: lines(text) }]
  },
}

/** The device takes letters, digits and hyphens only, 63 characters in all. */
const isHostName = ({ value }: Entry) => /^[a-z0-9.-]{1,63}$/.test(value)
const objectOf = ({ value }: Entry) => `KYUMEI-${value}`.slice(0, 64)

function applied(names: Entry[], addresses: Entry[]): string[] {
  if (names.length + addresses.length === 0) return ['! nothing to block']
  return [
    ...names.flatMap((entry) => [
      `object network ${objectOf(entry)}`,
      ` fqdn ${entry.value}`,
      ` description ${tag(entry)}`,
    ]),
    `object-group network ${GROUP}`,
    ...names.map((entry) => ` network-object object ${objectOf(entry)}`),
    ...addresses.flatMap((entry) => [`! ${tag(entry)}`, ` network-object host ${entry.value}`]),
    '! then, with the name of your inside access-list:',
    `! access-list INSIDE_IN line 1 extended deny ip any object-group ${GROUP} log`,
  ]
}

function revoked(names: Entry[]): string[] {
  return [
    '! first, with the name of your inside access-list:',
    `! no access-list INSIDE_IN extended deny ip any object-group ${GROUP} log`,
    `no object-group network ${GROUP}`,
    ...names.map((entry) => `no object network ${objectOf(entry)}`),
  ]
}
