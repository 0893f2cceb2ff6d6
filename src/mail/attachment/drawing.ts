/** Simple vector drawings made into pixels: what icons of documents look like, drawn by ourselves. Coordinates are 0..1 from the top left. */
import type { Picture } from './picture.ts'

export type Colour = [number, number, number]
export type Point = [number, number]

export function canvas(side: number): Picture {
  return { width: side, height: side, pixels: new Uint8Array(side * side * 4) }
}

/** Fills a polygon, its edges smoothed by sixteen samples a pixel. */
export function fill(picture: Picture, points: Point[], colour: Colour): void {
  const { width, height, pixels } = picture
  const [top, bottom] = extent(
    points.map(([, y]) => y * height),
    height,
  )
  for (let y = top; y < bottom; y++) {
    const samples = samplesWithin(points, y, picture)
    for (let x = 0; x < width; x++) {
      const inside = samples[x] ?? 0
      if (inside === 0) continue
      const at = (y * width + x) * 4
      const cover = inside / 16
      const below = ((pixels[at + 3] ?? 0) / 255) * (1 - cover)
      const alpha = cover + below
      for (let c = 0; c < 3; c++) {
        pixels[at + c] = Math.round(((colour[c] ?? 0) * cover + (pixels[at + c] ?? 0) * below) / alpha)
      }
      pixels[at + 3] = Math.round(alpha * 255)
    }
  }
}

const extent = (all: number[], size: number) =>
  [Math.max(0, Math.floor(Math.min(...all))), Math.min(size, Math.ceil(Math.max(...all)))] as const

export const box = (picture: Picture, x: number, y: number, w: number, h: number, colour: Colour) =>
  fill(
    picture,
    [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ],
    colour,
  )

/** A line through points, `thick` wide. */
export function stroke(picture: Picture, points: Point[], thick: number, colour: Colour): void {
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1] ?? [0, 0], points[i] ?? [0, 0]]
    const length = Math.hypot(x1 - x0, y1 - y0) || 1
    const [dx, dy] = [((y1 - y0) / length) * (thick / 2), ((x0 - x1) / length) * (thick / 2)]
    fill(
      picture,
      [
        [x0 + dx, y0 + dy],
        [x1 + dx, y1 + dy],
        [x1 - dx, y1 - dy],
        [x0 - dx, y0 - dy],
      ],
      colour,
    )
  }
}

/** By pixel of a row: how many of its sixteen samples lie between the polygon's edges. */
function samplesWithin(points: Point[], y: number, { width, height }: Picture): Uint8Array {
  const samples = new Uint8Array(width)
  for (const part of [0.125, 0.375, 0.625, 0.875]) {
    const edges = crossings(points, (y + part) / height)
    for (let i = 1; i < edges.length; i += 2) {
      const [from, to] = [edges[i - 1] ?? 0, edges[i] ?? 0].map((x) => Math.ceil(x * width * 4 - 0.5))
      const end = Math.min(to ?? 0, width * 4)
      for (let sample = Math.max(0, from ?? 0); sample < end; sample++) {
        const x = sample >> 2
        samples[x] = (samples[x] ?? 0) + 1
      }
    }
  }
  return samples
}

/** Where the polygon's edges cross a line at this height, from left to right. */
function crossings(points: Point[], y: number): number[] {
  const found: number[] = []
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [[ax, ay], [bx, by]] = [points[i] ?? [0, 0], points[j] ?? [0, 0]]
    if (ay > y !== by > y) found.push(((bx - ax) * (y - ay)) / (by - ay) + ax)
  }
  return found.sort((a, b) => a - b)
}

/** Letters as strokes in a box of their own. */
export const LETTERS: Record<string, Point[][]> = {
  W: [
    [
      [0, 0],
      [0.25, 1],
      [0.5, 0.15],
      [0.75, 1],
      [1, 0],
    ],
  ],
  X: [
    [
      [0, 0],
      [1, 1],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  P: [
    [
      [0, 1],
      [0, 0],
      [0.8, 0.05],
      [1, 0.25],
      [0.8, 0.5],
      [0, 0.52],
    ],
  ],
  N: [
    [
      [0, 1],
      [0, 0],
      [1, 1],
      [1, 0],
    ],
  ],
  O: [
    [
      [0.5, 0],
      [1, 0.25],
      [1, 0.75],
      [0.5, 1],
      [0, 0.75],
      [0, 0.25],
      [0.5, 0],
    ],
  ],
  S: [
    [
      [1, 0.1],
      [0.5, 0],
      [0, 0.2],
      [0.2, 0.45],
      [0.8, 0.55],
      [1, 0.8],
      [0.5, 1],
      [0, 0.9],
    ],
  ],
  V: [
    [
      [0, 0],
      [0.5, 1],
      [1, 0],
    ],
  ],
  M: [
    [
      [0, 1],
      [0, 0],
      [0.5, 0.7],
      [1, 0],
      [1, 1],
    ],
  ],
  A: [
    [
      [0, 1],
      [0.5, 0],
      [1, 1],
    ],
    [
      [0.2, 0.65],
      [0.8, 0.65],
    ],
  ],
  E: [
    [
      [1, 0],
      [0, 0],
      [0, 1],
      [1, 1],
    ],
    [
      [0, 0.5],
      [0.85, 0.5],
    ],
  ],
  T: [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0.5, 0],
      [0.5, 1],
    ],
  ],
  U: [
    [
      [0, 0],
      [0, 0.8],
      [0.3, 1],
      [0.7, 1],
      [1, 0.8],
      [1, 0],
    ],
  ],
  Z: [
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ],
  ],
  // the loops by which a PDF is known
  swoosh: [
    [
      [0.03, 1],
      [0.3, 0.78],
      [0.47, 0.4],
      [0.47, 0.1],
      [0.4, 0.02],
      [0.35, 0.12],
      [0.45, 0.42],
      [0.68, 0.66],
      [0.9, 0.78],
      [0.98, 0.7],
      [0.88, 0.62],
      [0.6, 0.64],
      [0.25, 0.75],
      [0.03, 0.92],
      [0.03, 1],
    ],
  ],
  i: [
    [
      [0.5, 0.3],
      [0.5, 1],
    ],
    [
      [0.45, 0.1],
      [0.55, 0.1],
    ],
  ],
  '+': [
    [
      [0.5, 0],
      [0.5, 1],
    ],
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ],
  '▸': [
    [
      [0, 0],
      [1, 0.5],
      [0, 1],
      [0, 0],
    ],
  ],
  '■': [
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ],
}

/** A letter into a box of the picture. */
export function letter(
  picture: Picture,
  text: string,
  [x, y, w, h]: [number, number, number, number],
  thick: number,
  colour: Colour,
): void {
  for (const line of LETTERS[text] ?? []) {
    stroke(
      picture,
      line.map(([px, py]): Point => [x + px * w, y + py * h]),
      thick * w,
      colour,
    )
  }
}
