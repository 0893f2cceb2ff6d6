/**
 * Plain lists that firewalls and proxies fetch from a web server of yours: Palo Alto's external dynamic list (EDL), FortiGate's external
 * resource, Sophos, and others. One value a line and nothing else: some products take a comment for an entry.
 */
import { only, widest } from '../entry.ts'
import { lines, type RenderOptions, type Target } from '../target.ts'

export const urlList: Target = {
  id: 'url-list',
  title: {
    ja: 'URL・ドメイン・アドレスの一覧（Palo Alto EDL、FortiGate外部リソース、Sophosなど）',
    en: 'lists of URLs, domains, addresses (Palo Alto EDL, FortiGate external resource, Sophos …)',
  },
  group: 'proxy',
  kinds: ['url', 'domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const domains = widest(only(selection, 'domain')).map((entry) => entry.value)
    const urls = only(selection, 'url').map((entry) => entry.value.replace(/^[a-z]+:\/\//, ''))
    const addresses = only(selection, 'address').map((entry) => entry.value)
    return [
      part(
        'kyumei-domains.txt',
        domains.flatMap((name) => [name, `*.${name}`]),
        options,
      ),
      part('kyumei-urls.txt', [...domains.flatMap((name) => [`${name}/`, `*.${name}/`]), ...urls], options),
      part('kyumei-addresses.txt', addresses, options),
    ]
  },
}

const part = (name: string, values: string[], { revoke }: RenderOptions) => ({
  name,
  text: revoke ? '' : lines(values),
})
