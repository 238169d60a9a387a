/** This month and those before it, the latest first: `2026-06`. */
export function months(today: string, n: number): string[] {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: n }, (_, ago) => last - ago).map((one) => `${Math.floor(one / 12)}-${String((one % 12) + 1).padStart(2, '0')}`)
}
