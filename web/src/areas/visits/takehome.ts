import { call, post } from '@/api/client'

export const FORMATS = ['csv', 'xlsx', 'parquet'] as const
export type Format = (typeof FORMATS)[number]
export interface Wanted { place: string; from: string; to: string; format: Format; names: boolean; purpose: string }

/** The file as the server makes it; none is kept when it breaks off. */
export async function takeVisits({ place, format, names, ...rest }: Wanted): Promise<Blob> {
  const query = { ...rest, names: names || undefined }
  return (await call<Blob>('GET', `/visits/export/${place}.${format}`, { query, blob: true })).data
}

/** Asks two other units to agree to the file. */
export const askForVisits = ({ place, from, to, purpose }: Wanted): Promise<{ needs: number }> => post('/visits/export', { place, from, to, purpose })

export const fileName = ({ place, from, to, format }: Wanted): string => `lianxin-visits-${place}-${from}-${to}.${format}`

/** The days of the last month that is over. */
export function lastMonth(today: string): { from: string; to: string } {
  const [year = 1970, month = 1] = today.split('-').map(Number)
  const iso = (of: number, day: number): string => new Date(Date.UTC(year, of, day)).toISOString().slice(0, 10)
  return { from: iso(month - 2, 1), to: iso(month - 1, 0) }
}
