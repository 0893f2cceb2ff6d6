/** What explains, or makes less of, a connection that no look-up led to. */
import type { Reason } from '../grade.ts'

export const builtIn = (sharing: number, clients: number): Reason => ({
  effect: 'explains',
  text: {
    ja: `${clients}台中${sharing}台が同じアドレスへ通信しています。製品の内蔵アドレスと見られます。`,
    en: `${sharing} of ${clients} hosts contact this address: it looks built into a product.`,
  },
})
export const DOH: Reason = {
  effect: 'explains',
  text: {
    ja: 'この端末はDoH（暗号化されたDNS）を使っており、名前の問合せが見えません。',
    en: 'This host uses DoH: its look-ups are not visible.',
  },
}
export const EDGE: Reason = {
  effect: 'weakens',
  text: {
    ja: '接続先は、多くのサイトの前に立つCDNのアドレスで、名前なしではどこにも届きません。名前の問合せが、渡されたログの外で行われたと見られます。',
    en: 'The address is a CDN’s, before many sites, and leads nowhere without a name: the look-up was made where no log at hand holds it.',
  },
}
/** FlexNet, Reprise, Sentinel, CodeMeter: as registered with IANA (service names and port numbers) */
const LICENCE_PORTS = [1947, 5053, 22350, ...Array.from({ length: 10 }, (_, i) => 27_000 + i)]
export const isLicencePort = (port: number): boolean => LICENCE_PORTS.includes(port)
export const LICENCE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ポートは、ソフトのライセンス管理（FlexNetなど）に登録されたもので、ログの初めから続いています。ライセンスサーバはよくアドレスで指定されます。',
    en: 'Its port is registered for licence managers (FlexNet and the like), and it was there when the logs begin: licence servers are often given by their address.',
  },
}
/** NTRIP (corrections of positions), as registered with IANA: its casters are given by their address */
const MEASURING_PORTS = [2101]
export const isMeasuringPort = (port: number): boolean => MEASURING_PORTS.includes(port)
export const MEASURING: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ポートは、測位の補正情報（NTRIP）に登録されたもので、測量や農機・車両の機器はこうした配信サーバへアドレスで接続します。',
    en: 'Its port is registered for corrections of positions (NTRIP): instruments, tractors and vehicles connect to such casters by address.',
  },
}
export const blind = (addresses: number): Reason => ({
  effect: 'explains',
  text: {
    ja: `この端末は問合せのないアドレス${addresses}か所へ通信しており、この端末の名前の問合せ自体が、渡されたDNSログに入っていないと見られます（確認不能）。`,
    en: `This host contacts ${addresses} addresses without a look-up: its look-ups seem not to be in the DNS logs at hand (not visible).`,
  },
})
