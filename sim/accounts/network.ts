/** Addresses of real networks, of which the routing tables know the owner: whose they are is what a sign-in is judged by. */
import type { Random } from '../random.ts'

/** access lines in Japan: fixed and mobile providers */
export const HOMES = [
  '60.32',
  '60.47',
  '106.150',
  '126.33',
  '118.241',
  '182.171',
  '122.222',
  '219.117',
  '133.200',
  '124.45',
  '61.192',
  '115.162',
  '27.142',
  '202.214',
  '14.8',
]
export const MOBILES = ['1.72', '106.128', '126.200', '111.87']
/** access lines abroad */
export const ABROAD = ['85.240', '197.210', '177.32', '113.160', '175.192', '87.128', '223.25']
/** rented servers abroad */
export const SERVERS_ABROAD = ['88.198', '51.75', '167.99', '51.91', '185.210.219']
export const OUTLOOK = ['52.97', '40.99', '52.98']
export const GMAIL = ['209.85.210', '209.85.214', '209.85.219', '209.85.222']
/** the office's own address towards the cloud */
export const OFFICE = '61.192.77.10'
export const SAKURA = '49.212.180.25'
/** rented servers at home */
export const SERVERS_HERE = ['49.212', '153.126', '160.16', '133.242']

export const addressIn = (prefix: string, random: Random) =>
  [...prefix.split('.'), random.whole(1, 250), random.whole(1, 250)].slice(0, 4).join('.')
export const anyIn = (prefixes: string[], random: Random) => addressIn(random.pick(prefixes), random)
