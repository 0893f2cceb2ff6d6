import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from '../inspect.ts'
import { box, type Colour, canvas, fill, letter, stroke } from './drawing.ts'
import { lookOf } from './icon-look.ts'
import { decodeIcon, type Picture } from './picture.ts'
import { png, programWith } from './test-files.ts'

const WHITE: Colour = [252, 252, 252]
const GREY: Colour = [150, 155, 165]
const page = (picture: Picture, x = 0.15, w = 0.7) => {
  box(picture, x, 0.04, w, 0.92, [190, 190, 195])
  box(picture, x + 0.02, 0.06, w - 0.04, 0.88, WHITE)
}
const lines = (picture: Picture, colour: Colour, from = 0.2, to = 0.85) => {
  for (let y = from; y < to; y += 0.11) box(picture, 0.24, y, y + 0.11 < to ? 0.52 : 0.3, 0.045, colour)
}
const badge =
  (colour: Colour, text: string, thick = 0.16) =>
  (picture: Picture) => {
    page(picture, 0.22, 0.7)
    box(picture, 0.04, 0.3, 0.5, 0.42, colour)
    letter(picture, text, [0.13, 0.38, 0.32, 0.27], thick, WHITE)
  }
const ribbon = (picture: Picture, y: number, h: number) => {
  page(picture)
  box(picture, 0.15, y, 0.7, h, [205, 30, 35])
  for (const [i, text] of ['P', 'O', 'E'].entries())
    letter(picture, text, [0.25 + i * 0.18, y + h * 0.25, 0.12, h * 0.5], 0.2, WHITE)
}
const folder = (body: Colour, tab: Colour) => (picture: Picture) => {
  box(picture, 0.05, 0.16, 0.38, 0.2, tab)
  box(picture, 0.05, 0.24, 0.9, 0.62, body)
}
const disc = (picture: Picture, r: number, colour: Colour) =>
  fill(
    picture,
    Array.from({ length: 40 }, (_, i) => [
      0.5 + r * Math.cos((i * Math.PI) / 20),
      0.5 + r * Math.sin((i * Math.PI) / 20),
    ]),
    colour,
  )

const drawn = (draw: (picture: Picture) => void, side: number) => {
  const picture = canvas(side)
  draw(picture)
  return picture
}

const LOOKS: Record<string, ((picture: Picture) => void)[]> = {
  text: [
    (p) => {
      page(p)
      lines(p, GREY)
    },
    (p) => {
      page(p, 0.1, 0.8)
      lines(p, [90, 90, 95], 0.16, 0.9)
    },
    (p) => {
      page(p)
      lines(p, [80, 120, 200])
    },
  ],
  word: [
    badge([43, 87, 154], 'W'),
    badge([24, 90, 189], 'W', 0.12),
    (p) => {
      box(p, 0.05, 0.05, 0.9, 0.9, [43, 87, 170])
      letter(p, 'W', [0.2, 0.25, 0.6, 0.5], 0.17, WHITE)
    },
  ],
  excel: [
    badge([33, 115, 70], 'X'),
    badge([16, 124, 65], 'X', 0.22),
    (p) => {
      box(p, 0.05, 0.05, 0.9, 0.9, [33, 130, 70])
      letter(p, 'X', [0.25, 0.25, 0.5, 0.5], 0.2, WHITE)
    },
  ],
  pdf: [(p) => ribbon(p, 0.55, 0.24), (p) => ribbon(p, 0.42, 0.3), (p) => ribbon(p, 0.62, 0.2)],
  folder: [folder([255, 217, 110], [240, 190, 70]), folder([250, 205, 90], [250, 205, 90])],
}

for (const [look, drawings] of Object.entries(LOOKS)) {
  test(`icons of the kind ${look} are recognised from 32 to 256 pixels`, () => {
    for (const [i, draw] of drawings.entries()) {
      for (const side of [32, 48, 64, 128, 256]) assert.equal(lookOf(drawn(draw, side)), look, `${look} ${i} ${side}`)
    }
  })
}

/** What programs really look like. */
const HARMLESS: Record<string, (picture: Picture) => void> = {
  'an installer box': (p) => {
    fill(
      p,
      [
        [0.5, 0.05],
        [0.95, 0.25],
        [0.5, 0.45],
        [0.05, 0.25],
      ],
      [225, 180, 110],
    )
    fill(
      p,
      [
        [0.05, 0.25],
        [0.5, 0.45],
        [0.5, 0.97],
        [0.05, 0.75],
      ],
      [200, 150, 80],
    )
    fill(
      p,
      [
        [0.95, 0.25],
        [0.5, 0.45],
        [0.5, 0.97],
        [0.95, 0.75],
      ],
      [180, 130, 65],
    )
  },
  'a yellow box with a lid': (p) => {
    box(p, 0.05, 0.1, 0.9, 0.2, [240, 200, 80])
    box(p, 0.1, 0.3, 0.8, 0.6, [250, 215, 100])
  },
  'a gear': (p) => {
    for (let i = 0; i < 8; i++)
      stroke(
        p,
        [
          [0.5, 0.5],
          [0.5 + 0.45 * Math.cos(i * 0.785), 0.5 + 0.45 * Math.sin(i * 0.785)],
        ],
        0.16,
        [120, 125, 130],
      )
    disc(p, 0.33, [120, 125, 130])
    disc(p, 0.14, WHITE)
  },
  'a window': (p) => {
    box(p, 0.05, 0.12, 0.9, 0.76, [230, 230, 235])
    box(p, 0.05, 0.12, 0.9, 0.16, [40, 110, 210])
  },
  'a calendar': (p) => {
    page(p)
    box(p, 0.15, 0.04, 0.7, 0.2, [205, 40, 40])
    for (let y = 0.32; y < 0.9; y += 0.16) for (let x = 0.22; x < 0.8; x += 0.16) box(p, x, y, 0.09, 0.09, GREY)
  },
  'an empty page': (p) => page(p),
  'a blue app with a P': badge([43, 87, 190], 'P'),
  'a blue app with a V': badge([43, 87, 190], 'V'),
  'a blue app with an M': badge([43, 87, 190], 'M'),
  'a blue app with an N': badge([43, 87, 190], 'N'),
  'a green app with an S': badge([33, 130, 70], 'S'),
  'a green app with an A': badge([33, 130, 70], 'A'),
  'a green app with a plus': badge([33, 130, 70], '+'),
  'a red disc with a cross': (p) => {
    disc(p, 0.46, [205, 30, 35])
    letter(p, 'X', [0.3, 0.3, 0.4, 0.4], 0.25, WHITE)
  },
  'a smiley': (p) => {
    disc(p, 0.47, [255, 215, 80])
    box(p, 0.3, 0.35, 0.08, 0.12, [60, 50, 20])
    box(p, 0.62, 0.35, 0.08, 0.12, [60, 50, 20])
  },
  'a yellow note': (p) => {
    box(p, 0.1, 0.1, 0.8, 0.8, [255, 230, 110])
  },
  'a blue disc': (p) => disc(p, 0.47, [30, 100, 220]),
  'a table of numbers': (p) => {
    page(p)
    for (let y = 0.15; y < 0.9; y += 0.15) for (let x = 0.2; x < 0.8; x += 0.12) box(p, x, y, 0.06, 0.07, GREY)
  },
}

test('icons of ordinary programs look like no document', () => {
  const wrong = Object.entries(HARMLESS).flatMap(([name, draw]) =>
    [16, 32, 48, 128, 256].flatMap((side) => {
      const look = lookOf(drawn(draw, side))
      return look ? [`${name} at ${side}: ${look}`] : []
    }),
  )
  assert.deepEqual(wrong, [])
})

/** 32 or 8 bits a pixel, rows from the bottom, and the mask. */
function bitmap({ width, height, pixels }: Picture, depth: 8 | 32): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40)
  header.writeInt32LE(width, 4)
  header.writeInt32LE(height * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(depth, 14)
  const level = (value: number) => Math.round((value / 255) * 5)
  const palette = Buffer.alloc(depth === 8 ? 1024 : 0)
  for (let i = 0; i < 216 && depth === 8; i++)
    palette.set([(i % 6) * 51, (Math.floor(i / 6) % 6) * 51, Math.floor(i / 36) * 51, 0], i * 4)
  const rows = Buffer.alloc(width * height * (depth / 8))
  const stride = ((width + 31) >> 5) << 2
  const mask = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)
      const line = height - 1 - y
      if (depth === 32) rows.set([b, g, r, a], (line * width + x) * 4)
      else rows[line * width + x] = level(r) * 36 + level(g) * 6 + level(b)
      if (a < 128) mask[line * stride + (x >> 3)] = (mask[line * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return Buffer.concat([header, palette, rows, mask])
}

test('a program with a Word icon says so, whether its images are PNG, bitmaps or palettes; one with a gear does not', async () => {
  const word = LOOKS.word?.[0] ?? (() => {})
  const gear = HARMLESS['a gear'] ?? (() => {})
  const traits = async (draw: (picture: Picture) => void) => {
    const exe = programWith([
      { width: 256, bytes: png(drawn(draw, 256)) },
      { width: 48, bytes: bitmap(drawn(draw, 48), 32) },
      { width: 32, bytes: bitmap(drawn(draw, 32), 8) },
    ])
    const [item] = await inspect('a.exe', '', exe, { passwords: [], milliseconds: 10_000 })
    return (item?.traits ?? []).map((one) => one.trait)
  }
  assert.deepEqual(await traits(word), ['runs', 'executable', 'icon-word'])
  assert.deepEqual(await traits(gear), ['runs', 'executable'])
  for (const depth of [8, 32] as const) {
    const read = decodeIcon(bitmap(drawn(word, 48), depth))
    assert.equal(read && lookOf(read), 'word', `${depth} bits`)
  }
})

test('an icon that is cut or lies about its size is none', () => {
  const whole = bitmap(drawn(HARMLESS['a gear'] ?? (() => {}), 32), 32)
  for (const length of [0, 10, 39, 200]) decodeIcon(whole.subarray(0, length))
  const lying = Buffer.from(whole)
  lying.writeInt32LE(2_000_000_000, 4)
  assert.equal(decodeIcon(lying), null)
})
