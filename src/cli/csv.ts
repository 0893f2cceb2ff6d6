export { toCsv } from '../report/csv.ts'
