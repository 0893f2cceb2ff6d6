/** What explains, or makes less of, a connection past the proxy. */
import type { Reason } from '../grade.ts'

export const OWN_RULE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ファイアウォールの、ごく少数の先だけを通す規則で許可されています。業務のための例外と見られます。',
    en: 'A rule of the firewall that lets hardly any other place through permits it: it looks like an exception made for business.',
  },
}

export const OWN_TASK: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ごく少数の機器のためのファイアウォールの規則で許可され、決まった時間帯に、一つのポートで、いくつかのアドレスを交代で使っています。バックアップなど、一つの決まった仕事と見られます。',
    en: 'A rule of the firewall that few hosts have permits it, at the same hours, to one port, at several addresses in turn: it looks like one fixed task, such as a backup.',
  },
}

export const MACHINE_TASK: Reason = {
  effect: 'weakens',
  text: {
    ja: '人がページを見ることのない機器が、ほぼ毎日、決まった時間帯に、一つのポートで、同じアドレス帯のいくつかのアドレスを交代で使っています。サーバのバックアップなど、一つの決まった仕事と見られます。',
    en: 'A machine at which nobody reads pages goes, nearly every day at the same hours, to one port of several addresses of one range in turn: it looks like one fixed task, such as a server’s backup.',
  },
}

export const ENCRYPTED_DNS: Reason = {
  effect: 'explains',
  text: {
    ja: 'この端末は、公開DNSサーバの名前を引いた直後にここへつないでいます。ブラウザのDoH（暗号化されたDNS）の通信と見られます。',
    en: "The host connects here right after looking up a public resolver's name: it looks like a browser's encrypted DNS (DoH).",
  },
}

export const DEVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この機器はプロキシを使っていません（複合機やNASかもしれません）。',
    en: 'This device never uses the proxy (it may be a copier or a NAS).',
  },
}

export const RESEARCH: Reason = {
  effect: 'weakens',
  text: {
    ja: 'SSHで、大学や研究機関の網へつないでいます。共同研究の計算機などと見られます。',
    en: "It is SSH to a university's or research network: a computer of joint work, it seems.",
  },
}
/** Registries' names of such networks, and of the carriers of their countries. */
const RESEARCH_NETWORK =
  /\buniversi|\b(?:univ|college|academ\w*|research|informatics|science|sinet|wide project|janet|jisc|renater|dfn|garr|rediris|surf|nordunet|funet|sunet|cesnet|kreonet|cernet|tanet|internet2|esnet|riken|kek|jaxa|aist|nict)\b/i
export const isResearch = (name: string) => RESEARCH_NETWORK.test(name)

export const STOPPED: Reason = {
  effect: 'weakens',
  text: { ja: '通信はファイアウォールで止められています。', en: 'The firewall stopped these connections.' },
}

export const noSetting = (places: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `${places}か所へ直接通信しています。この端末のプロキシ設定が外れているのかもしれません。`,
    en: `It went direct to ${places} places: its proxy setting may be missing.`,
  },
})

export const ofARange = (sharing: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `${sharing}台が同じアドレス帯の別々のアドレスへ直接通信しています（大きなサービスの一部と見られます）。`,
    en: `${sharing} hosts go directly to different addresses of the same range: it looks like part of a large service.`,
  },
})
