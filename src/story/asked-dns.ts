/** That DNS was asked about mails, and that what it answers today was used: facts that the reader must know. */
import { amount } from '../i18n/text.ts'
import { RECOMPUTED } from '../mail/own-side.ts'
import type { Recomputed } from '../mail/recompute.ts'
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'

export async function askedDns(engine: Engine, now: Recomputed | null): Promise<Fact[]> {
  const [used] = await engine.query<{ n: string }>(
    'SELECT countIf(border = {name:String}) AS n FROM message WHERE inside = 0',
    { name: RECOMPUTED },
  )
  const mails = Number(used?.n ?? 0)
  return [
    ...(now === null ? [] : [asked(now)]),
    ...(mails === 0
      ? []
      : [
          {
            id: 'assumption-recomputed',
            kind: 'assumption' as const,
            subject: 'mail',
            value: mails,
            text: {
              ja: `受信サーバの認証結果がない${mails}通は、kyumeiがDNSの現在の答えからSPF・DKIM・DMARC・ARCを計算し直した結果で判断しました。受信した当時の設定とは違うことがあります。`,
              en: `${amount(mails, 'mail')} without results of the receiving server are judged by SPF, DKIM, DMARC and ARC as kyumei recomputed them from what DNS answers today, which may not be what was published then.`,
            },
          },
        ]),
  ]
}

function asked({ mails, proven, questions }: Recomputed): Fact {
  return {
    id: 'assumption-dns-asked',
    kind: 'assumption',
    subject: 'DNS',
    value: questions,
    text: {
      ja: `--dns の指定により、DNSに${questions}件を問い合わせました（メール${mails}通、うち結果を得たもの${proven}通）。問い合わせは、そのドメインのDNSサーバの管理者（攻撃者のこともある）に見えます。`,
      en: `As --dns asks for, DNS was asked ${amount(questions, 'question')} (about ${amount(mails, 'mail')}; ${proven} got a result). Whoever runs the name servers of those domains, perhaps the attacker, can see that.`,
    },
  }
}
