/** Forms and sites that anybody sets up within minutes under somebody else's name: no office's own. Microsoft's and Google's forms may be one. */
import type { Lists } from '../../lists/index.ts'
import { find } from '../../lists/list.ts'

const FORMS =
  'jotform.com jotform.eu typeform.com formstack.com wufoo.com cognitoforms.com surveymonkey.com formsite.com zohopublic.com zohopublic.eu 123formbuilder.com form.run form-mailer.jp formzu.net airtable.com tally.so'
const SITES =
  'notion.site sites.google.com pages.dev workers.dev web.app netlify.app vercel.app github.io wixsite.com weebly.com webflow.io framer.site framer.website framer.app carrd.co canva.site strikingly.com jimdosite.com'

const under = (hosts: string) => `(?:^|\\.)(?:${hosts.replaceAll('.', '\\.').replaceAll(' ', '|')})$`

/** of a link's host, for SQL too */
export const HIRED = under(`${FORMS} ${SITES}`)
const [form, page] = [new RegExp(under(FORMS)), new RegExp(HIRED)]
export const isHiredForm = (host: string) => form.test(host)
export const isHiredPage = (host: string) => page.test(host)

/** … or on a rented platform */
export const isAnybodysPage = (host: string, { paas }: Pick<Lists, 'paas'>) =>
  isHiredPage(host) || find(paas, host) !== null
