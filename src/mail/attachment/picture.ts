/** A small picture: RGBA, from the top left. Icons are decoded to it ([MS icons]: PNG, or a device-independent bitmap with a mask), and drawn on it. */
import { PNG } from 'pngjs'

export interface Picture {
  width: number
  height: number
  /** red, green, blue, alpha */
  pixels: Uint8Array
}

const MAX_SIDE = 512

/** One image of an icon group, as its resource keeps it; null where it is none. */
export function decodeIcon(bytes: Buffer): Picture | null {
  if (bytes.length < 40) return null
  return bytes.readUInt32BE(0) === 0x89504e47 ? decodePng(bytes) : decodeBitmap(bytes)
}

function decodePng(bytes: Buffer): Picture | null {
  if (bytes.readUInt32BE(16) > MAX_SIDE || bytes.readUInt32BE(20) > MAX_SIDE) return null
  const { width, height, data } = PNG.sync.read(bytes)
  return { width, height, pixels: data }
}

/** BITMAPINFOHEADER, palette, rows from the bottom, then one bit a pixel of what is transparent. */
function decodeBitmap(bytes: Buffer): Picture | null {
  const header = bytes.readUInt32LE(0)
  const width = bytes.readInt32LE(4)
  const height = Math.abs(bytes.readInt32LE(8)) >> 1
  const depth = bytes.readUInt16LE(14)
  if (width <= 0 || width > MAX_SIDE || height <= 0 || height > MAX_SIDE || ![1, 4, 8, 24, 32].includes(depth))
    return null
  const colours = depth > 8 ? 0 : bytes.readUInt32LE(32) || 1 << depth
  const rows = header + colours * 4
  const stride = ((width * depth + 31) >> 5) << 2
  const mask = rows + stride * height
  const maskStride = ((width + 31) >> 5) << 2
  const pixels = new Uint8Array(width * height * 4)
  let transparent = false
  for (let y = 0; y < height; y++) {
    const line = rows + (height - 1 - y) * stride
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 4
      const from = depth > 8 ? line + x * (depth >> 3) : header + 4 * indexAt(bytes, line, x, depth)
      for (let i = 0; i < 3; i++) pixels[to + i] = bytes[from + 2 - i] ?? 0
      const masked = ((bytes[mask + (height - 1 - y) * maskStride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
      pixels[to + 3] = depth === 32 ? (bytes[from + 3] ?? 0) : masked ? 0 : 255
      if (pixels[to + 3] !== 0) transparent = true
    }
  }
  // old 32-bit icons leave the alpha empty
  if (!transparent) for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255
  return { width, height, pixels }
}

function indexAt(bytes: Buffer, line: number, x: number, depth: number): number {
  const bit = x * depth
  return ((bytes[line + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

/** What is visible, cut out and brought to a square of `side`, with the share of width and height that it had. */
export function normalised(picture: Picture, side: number): { picture: Picture; aspect: number } | null {
  const { width, height, pixels } = picture
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < 128) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (right < left) return null
  const [w, h] = [right - left + 1, bottom - top + 1]
  const out = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const box = [left + (x * w) / side, top + (y * h) / side, left + ((x + 1) * w) / side, top + ((y + 1) * h) / side]
      out.set(mean(picture, box as [number, number, number, number]), (y * side + x) * 4)
    }
  }
  return { picture: { width: side, height: side, pixels: out }, aspect: w / h }
}

function mean({ width, height, pixels }: Picture, [x0, y0, x1, y1]: [number, number, number, number]): number[] {
  const sum = [0, 0, 0]
  let [alpha, n] = [0, 0]
  for (let y = Math.floor(y0); y < Math.max(Math.floor(y0) + 1, Math.round(y1)) && y < height; y++) {
    for (let x = Math.floor(x0); x < Math.max(Math.floor(x0) + 1, Math.round(x1)) && x < width; x++) {
      const at = (y * width + x) * 4
      const weight = pixels[at + 3] ?? 0
      for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (pixels[at + i] ?? 0) * weight
      alpha += weight
      n++
    }
  }
  return alpha === 0 ? [0, 0, 0, 0] : [...sum.map((one) => Math.round(one / alpha)), Math.round(alpha / n)]
}
