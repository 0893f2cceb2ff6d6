/** The places that a mail, or what is attached to it, names: where its links lead, what a shortcut, macro or template would fetch. */
import ipaddr from 'ipaddr.js'
import { familyOf } from '../lists/family.ts'
import type { Lists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import type { MailFacts } from './told-mail.ts'

const PLACES = 30 // of one mail: a newsletter has hundreds of links

const URL_HOST = /\b(?:https?|ftp|file):\/\/(?:[^\s/@"'<>]*@)?(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9.-]*)/gi
/** `\\203.0.113.9\share`, `\\name.example@SSL\DavWWWRoot` */
const SHARE_HOST = /\\\\([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)(?:@(?:SSL|\d+))*\\/gi

/** Names and addresses, lower case, without those that everybody visits. */
export function placesOf(mail: MailFacts, lists: Lists): string[] {
  const details = mail.items.flatMap((item) => item.traits.map(({ detail }) => detail))
  const named = [
    ...mail.links.map((link) => link.url_domain),
    ...details.flatMap((detail) =>
      [...detail.matchAll(URL_HOST), ...detail.matchAll(SHARE_HOST)].map((one) => one[1] ?? ''),
    ),
  ]
  const places = named.map((place) => place.toLowerCase().replace(/^\[|\]$|\.$/g, '')).filter((place) => place !== '')
  return [...new Set(places)].filter((place) => !isEverybodys(place, lists)).slice(0, PLACES)
}

function isEverybodys(place: string, lists: Lists): boolean {
  if (ipaddr.isValid(place)) return ipaddr.process(place).range() !== 'unicast'
  if (!place.includes('.')) return true
  return find(lists.vendor, place) !== null || find(lists.meeting, place) !== null
}

/** Places of the organisations that the mail seems to come from and goes to: signatures name them. */
export function isOfTheParties(place: string, mail: MailFacts): boolean {
  const parties = [
    mail.from_domain,
    ...[...mail.to, ...mail.cc, ...mail.delivered_to].map((address) => address.replace(/.*@/, '')),
  ]
  return parties.some((domain) => domain !== '' && familyOf(place) === familyOf(domain))
}
