/** Archives that encrypt their directory too: nothing of them shows without the password. */
export function hidesNames(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const start = bytes.toString('hex', 0, 8)
  if (start.startsWith('377abcaf271c')) return sevenZipHides(bytes)
  // RAR 4: flag of the main header; RAR 5: the first block is an encryption header (technote at rarlab)
  if (start.startsWith('526172211a0700'))
    return bytes.length > 12 && bytes[9] === 0x73 && (bytes.readUInt16LE(10) & 0x80) !== 0
  return start === '526172211a070100' && rar5FirstBlock(bytes) === 4
}

const AES_CODER = Buffer.from('06f10701', 'hex')

/** The packed directory is decoded with the AES coder (7zFormat.txt: EncodedHeader). */
function sevenZipHides(bytes: Buffer): boolean {
  if (bytes.length < 32) return false
  const at = 32 + Number(bytes.readBigUInt64LE(12))
  const header = bytes.subarray(at, at + Number(bytes.readBigUInt64LE(20)))
  return header[0] === 0x17 && header.includes(AES_CODER)
}

function rar5FirstBlock(bytes: Buffer): number {
  let at = 12 // signature and CRC
  while (at < 20 && ((bytes[at] ?? 0) & 0x80) !== 0) at++
  return bytes[at + 1] ?? 0
}
