/** How a server notes the computer that handed a letter in: the oldest step of the path, the webmail's, or a header of its own. */
import type { Person } from './people.ts'

export interface Client {
  address: string
  noted: 'submission' | 'webmail' | 'header'
}

export function handedIn(from: Person, client: Client, by: string, id: string, date: string): string[] {
  const { address, noted } = client
  if (noted === 'submission')
    return [
      `Received: from [192.168.0.${(id.codePointAt(0) ?? 0) % 250}] (unknown [${address}])\r\n\tby ${by} (Postfix) with ESMTPSA id ${id}; ${date}`,
    ]
  if (noted === 'webmail')
    return [
      `Received: from webmail.${from.company.domain} ([${address}])\r\n\tby ${by} with HTTP (HTTP/1.1 POST); ${date}`,
    ]
  return [
    `Received: from localhost (localhost [127.0.0.1])\r\n\tby ${by} with ESMTP id ${id}; ${date}`,
    `X-Originating-IP: [${address}]`,
  ]
}
