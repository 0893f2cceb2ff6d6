/** Small pictures of what an icon pretends to be: 32 × 32, 32 bits a pixel, as an executable's icon resource holds them. */
export type Looks = 'text' | 'word' | 'excel' | 'pdf' | 'folder' | 'program'

const SIZE = 32
type Colour = [red: number, green: number, blue: number]
const PAPER: Colour = [255, 255, 255]
const EDGE: Colour = [140, 140, 140]

/** BITMAPINFOHEADER, pixels from the bottom up, and an empty mask. */
export function icon(looks: Looks): Buffer {
  const pixels = Buffer.alloc(SIZE * SIZE * 4)
  const put = (x: number, y: number, [r, g, b]: Colour) => {
    pixels.set([b, g, r, 255], ((SIZE - 1 - y) * SIZE + x) * 4)
  }
  const box = (x0: number, y0: number, x1: number, y1: number, colour: Colour) => {
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) put(x, y, colour)
  }
  DRAW[looks](box)
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(SIZE, 4)
  head.writeInt32LE(SIZE * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  head.writeUInt32LE(pixels.length, 20)
  return Buffer.concat([head, pixels, Buffer.alloc((SIZE * SIZE) / 8)])
}

type Box = (x0: number, y0: number, x1: number, y1: number, colour: Colour) => void

function paper(box: Box): void {
  box(5, 1, 26, 30, EDGE)
  box(6, 2, 25, 29, PAPER)
}

/** A sheet with a coloured badge that carries a letter's strokes. */
function sheet(box: Box, badge: Colour, strokes: [number, number, number, number][]): void {
  paper(box)
  for (let y = 5; y < 28; y += 3) box(15, y, 24, y, [190, 200, 220])
  box(1, 9, 15, 23, badge)
  for (const [x0, y0, x1, y1] of strokes) box(x0, y0, x1, y1, PAPER)
}

const DRAW: Record<Looks, (box: Box) => void> = {
  text(box) {
    paper(box)
    for (let y = 6; y < 28; y += 3) box(8, y, y % 2 === 0 ? 23 : 20, y, [80, 80, 90])
    box(6, 2, 25, 3, [120, 170, 220])
  },
  word: (box) =>
    sheet(
      box,
      [43, 87, 154],
      [
        [3, 12, 4, 20],
        [7, 14, 8, 20],
        [11, 12, 12, 20],
        [5, 19, 11, 20],
      ],
    ),
  excel: (box) =>
    sheet(
      box,
      [33, 115, 70],
      [
        [4, 12, 6, 13],
        [6, 14, 9, 18],
        [10, 12, 12, 13],
        [4, 19, 6, 20],
        [10, 19, 12, 20],
      ],
    ),
  pdf: (box) =>
    sheet(
      box,
      [200, 30, 30],
      [
        [3, 13, 4, 20],
        [5, 13, 6, 16],
        [8, 13, 9, 20],
        [12, 13, 13, 20],
      ],
    ),
  folder(box) {
    box(2, 6, 13, 10, [224, 180, 70])
    box(2, 9, 29, 26, [250, 212, 110])
    box(2, 12, 29, 13, [236, 194, 90])
  },
  program(box) {
    box(2, 5, 29, 26, [90, 100, 110])
    box(3, 9, 28, 25, [238, 240, 242])
    box(2, 5, 29, 8, [40, 110, 190])
    box(8, 13, 14, 19, [230, 120, 40])
    box(17, 13, 23, 19, [60, 150, 90])
  },
}
