declare module 'unhomoglyph' {
  /** Replaces every character by its prototype of UTS #39 (confusables.txt). */
  export default function unhomoglyph(text: string): string
}
