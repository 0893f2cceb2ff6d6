/** `kyumei desk attach | basis | hand-over | erase`: what a case was given, why the desk may read it, who has it, and its end. */
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  addSign,
  fileEvidence,
  fileScan,
  grantBasis,
  hasBasis,
  noBasis,
  overdueEvidence,
  passOn,
  planMeasures,
  scanFolder,
} from '../desk/attach.ts'
import { findCase, viewCase } from '../desk/case.ts'
import { type Desk, today, transaction } from '../desk/desk.ts'
import { eraseCase } from '../desk/erase.ts'
import { DeskError } from '../desk/fault.ts'
import { get } from '../desk/record.ts'
import { DETECTORS } from '../detect/index.ts'
import { mailKind } from '../evidence/mail-kind.ts'
import { certificateText } from '../report/certificate.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { makeFolder } from '../store/output.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { dayTyped } from './desk-input.ts'
import { caseInWords } from './desk-show.ts'
import { EXIT } from './exit.ts'
import { savedFindings } from './saved-findings.ts'
import { scan } from './scan.ts'

interface AttachOptions extends DeskChoice {
  from?: string
  means?: string
  device?: string
  clockOffset?: string
  retainUntil?: string
  tz: string
  config?: string
  password?: string[]
  sign?: string[]
  plan?: boolean
}

export async function attach(number: string, paths: string[], options: AttachOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const { consultation, person } = viewCase(desk, number)
    const signs = options.sign ?? []
    for (const sign of signs) if (!DETECTORS.some((one) => one.id === sign)) throw noDetector(sign)
    const finished = paths.length === 1 && existsSync(join(paths[0] ?? '', 'findings.json'))
    const mailbox = finished ? undefined : paths.flatMap(filesOf).find(isMailbox)
    if (mailbox && !hasBasis(desk, consultation.id)) throw noBasis(number, mailbox)
    const folder = finished ? resolve(paths[0] ?? '') : scanFolder(desk, number)
    let code: number = EXIT.done
    try {
      if (!finished) {
        makeFolder(folder, 0o700)
        code = await scan(paths, {
          out: folder,
          lang,
          tz: options.tz,
          config: options.config,
          password: options.password,
          quiet: true,
        })
      }
      transaction(desk, () => {
        fileEvidence(desk, number, handedIn(folder), {
          giver: options.from ?? person?.name ?? '',
          means: options.means,
          device: options.device,
          clock_offset: options.clockOffset === undefined ? null : seconds(options.clockOffset),
          retain_until: options.retainUntil === undefined ? null : dayTyped(options.retainUntil),
        })
        fileScan(desk, number, folder, savedFindings(folder))
        if (options.plan) planMeasures(desk, number, savedFindings(folder))
        for (const sign of signs) addSign(desk, consultation.id, sign)
      })
    } catch (error) {
      if (!finished) rmSync(folder, { recursive: true, force: true }) // what was not filed is not kept
      throw error
    }
    const view = viewCase(desk, number)
    process.stdout.write(options.json ? `${printedJson(view)}\n` : caseInWords(desk, view, lang))
    return code
  })
}

const evidenceShape = z.object({
  files: z.array(z.object({ path: z.string(), sha256: z.string(), bytes: z.number(), formats: z.array(z.string()) })),
})

function handedIn(folder: string) {
  const path = join(folder, 'evidence.json')
  const parsed = evidenceShape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new DeskError({ ja: `${path} を読めません。`, en: `${path} can't be read` })
  return parsed.data.files.map((file) => ({
    path: file.path,
    sha256: file.sha256,
    bytes: file.bytes,
    mailbox: file.formats.some((format) => ['mbox', 'outlook-pst'].includes(format)),
  }))
}

function filesOf(path: string): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) throw new DeskError({ ja: `${path} がありません。`, en: `there is no ${path}` })
  if (stat.isFile()) return [path]
  return stat.isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : []
}

function isMailbox(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const sample = Buffer.alloc(8192)
    const kind = mailKind(sample.subarray(0, readSync(file, sample, 0, sample.length, 0)), path)
    return kind === 'mbox' || kind === 'outlook-pst'
  } finally {
    closeSync(file)
  }
}

function noDetector(name: string): DeskError {
  return new DeskError({
    ja: `${name} という検出の種類はありません。kyumei detectors で一覧できます。`,
    en: `there is no detector ${name}: kyumei detectors lists them`,
  })
}

function seconds(text: string): number {
  if (/^[+-]?\d{1,9}$/.test(text)) return Number(text)
  throw new DeskError({
    ja: '時計のずれは秒で書いてください（進んでいれば 95、遅れていれば -95）。',
    en: 'a clock offset is in seconds: 95 where it is ahead, -95 where it is behind',
  })
}

export async function basis(
  number: string,
  options: DeskChoice & { basis: string; grantedBy: string; scope: string; on?: string; expires?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    grantBasis(desk, number, {
      basis: options.basis,
      scope: options.scope,
      granted_by: options.grantedBy,
      granted_on: options.on === undefined ? today(desk) : dayTyped(options.on),
      expires_on: options.expires === undefined ? null : dayTyped(options.expires),
    })
    const view = viewCase(desk, number)
    process.stdout.write(options.json ? `${printedJson(view)}\n` : caseInWords(desk, view, lang))
    return EXIT.done
  })
}

export async function handOver(
  evidence: string,
  options: DeskChoice & { to: string; from?: string; means?: string },
): Promise<number> {
  return await withDesk(options, (desk) => {
    const item = get(desk, 'evidence', /^\d{1,12}$/.test(evidence) ? Number(evidence) : 0)
    transaction(desk, () =>
      passOn(desk, item.id, { giver: options.from ?? desk.who, taker: options.to, means: options.means ?? '' }),
    )
    const step = {
      evidence: item.id,
      path: item.path,
      sha256: item.sha256,
      from: options.from ?? desk.who,
      to: options.to,
    }
    process.stdout.write(
      options.json
        ? `${printedJson(step)}\n`
        : `#${item.id}  ${visible(item.path)}  ${visible(step.from)} → ${visible(step.to)}\n`,
    )
    return EXIT.done
  })
}

export async function erase(
  number: string | undefined,
  options: DeskChoice & { reason?: string; certificate?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    if (number === undefined) return due(desk, options, lang)
    findCase(desk, number)
    if (!options.reason) {
      throw new DeskError({
        ja: '消去の根拠を --reason に書いてください（例: 保存期間の満了、相談者からの依頼）。証明書に残ります。',
        en: 'say on what ground: --reason "the retention period has ended". It stands in the certificate',
      })
    }
    if (options.certificate && existsSync(options.certificate)) {
      throw new DeskError({
        ja: `${options.certificate} はすでにあります。`,
        en: `${options.certificate} is there already`,
      })
    }
    const certificate = eraseCase(desk, number, options.reason)
    const text = options.json ? `${printedJson(certificate)}\n` : certificateText(certificate, lang)
    if (options.certificate) writeFileSync(options.certificate, text, { mode: 0o600 })
    else process.stdout.write(text)
    return EXIT.done
  })
}

function due(desk: Desk, { json }: DeskChoice, lang: 'ja' | 'en'): number {
  const overdue = overdueEvidence(desk)
  if (json) process.stdout.write(`${printedJson(overdue)}\n`)
  else if (overdue.length === 0)
    process.stdout.write(
      lang === 'ja' ? '保存期限を過ぎた証拠はありません。\n' : 'no evidence is past its time to be kept\n',
    )
  else
    for (const one of overdue)
      process.stdout.write(`${one.number}  #${one.id}  ${one.retain_until}  ${visible(one.path)}\n`)
  return EXIT.done
}
