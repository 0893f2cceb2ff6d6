/** What a message's dialogue says of where it comes from. */
import { RFC_1918 } from '../../lists/private-address.ts'
import type { Config } from '../../story/config.ts'
import { within } from './decision.ts'
import type { Handed } from './dialogue.ts'
import type { Envelope } from './judge.ts'

/** A gateway in front hides the real client: nothing it hands over is from inside for sure, and SPF can't be asked. */
export function envelopeOf(
  { client, sender, recipients }: Pick<Handed, 'client' | 'sender' | 'recipients'>,
  config: Config,
): Envelope {
  const gateway = within(client.address, config.mail_filter.gateways)
  return {
    client: gateway ? '' : client.address,
    helo: client.helo,
    sender,
    recipients,
    inside: !gateway && within(client.address, [...OUR_RANGES, ...config.networks.internal]),
  }
}

const OUR_RANGES = ['127.0.0.0/8', ...RFC_1918, '::1', 'fc00::/7', 'fe80::/10']
