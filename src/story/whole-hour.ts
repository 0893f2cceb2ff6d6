/** Hours since 1970: what is told of a log by the hour is counted in them. */
const HOUR = 3_600_000 // ms

export const hourOf = (iso: string | undefined): number => Math.floor(Date.parse(iso ?? '') / HOUR)
export const isoOf = (hour: number): string => new Date(hour * HOUR).toISOString().replace('.000', '')
