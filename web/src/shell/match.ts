// Which page an address means. Patterns are paths with `:name` for one segment and `:name?` for one that may be missing.
export interface Matched<R> { route: R; params: Record<string, string> }

export function match<R extends { path: string }>(routes: readonly R[], pathname: string): Matched<R> | undefined {
  const given = pathname.split('/').filter(Boolean)
  for (const route of routes) {
    const params = fit(route.path.split('/').filter(Boolean), given)
    if (params) return { route, params }
  }
  return undefined
}

function fit(pattern: string[], given: string[]): Record<string, string> | undefined {
  if (given.length > pattern.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of pattern.entries()) {
    const value = given[at]
    if (!part.startsWith(':')) {
      if (value !== part) return undefined
      continue
    }
    if (value === undefined) {
      if (part.endsWith('?')) continue
      return undefined
    }
    params[part.replace(/[:?]/g, '')] = decode(value)
  }
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** An address with its query; what is empty is left out. */
export function address(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text ? `${path}?${text}` : path
}
