// From outlines in degrees to paths on a sheet: equirectangular at the middle latitude, which is true enough for one city.
export type Ring = number[][]
export interface Shape { code: string; name: string; d: string; label: [number, number]; room: number }
export interface Drawing { width: number; height: number; shapes: Shape[] }

interface Feature {
  properties: { code: string; name: string }
  geometry: { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }
}

export function draw(features: readonly Feature[], width: number): Drawing {
  const polygons = features.map((feature): number[][][][] => (feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates))
  const all = polygons.flat(3) as number[][]
  if (!all.length) return { width, height: width / 2, shapes: [] }
  const [west, east] = span(all.map((point) => point[0] ?? 0))
  const [south, north] = span(all.map((point) => point[1] ?? 0))
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / ((east - west) * squeeze || 1)
  const flat = (point: number[]): [number, number] => [((point[0] ?? 0) - west) * squeeze * scale, (north - (point[1] ?? 0)) * scale]
  const shapes = features.map((feature, n): Shape => {
    const rings = (polygons[n] ?? []).flat().map((ring) => ring.map(flat))
    const d = rings.map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join('')
    const { at, room } = inside(largest(rings))
    return { code: feature.properties.code, name: feature.properties.name, d, label: at, room }
  })
  return { width, height: (north - south) * scale, shapes }
}

function span(values: number[]): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
}

function area(ring: [number, number][]): number {
  return Math.abs(ring.reduce((sum, [x, y], n) => {
    const [nx, ny] = ring[(n + 1) % ring.length] ?? [x, y]
    return sum + x * ny - nx * y
  }, 0)) / 2
}

function largest(rings: [number, number][][]): [number, number][] {
  return rings.reduce((best, ring) => (area(ring) > area(best) ? ring : best), rings[0] ?? [])
}

/** The point of a 24 by 24 grid that lies deepest inside a ring, and how deep: where a label fits best. */
function inside(ring: [number, number][]): { at: [number, number]; room: number } {
  const [left, right] = span(ring.map(([x]) => x))
  const [top, bottom] = span(ring.map(([, y]) => y))
  let best: { at: [number, number]; room: number } = { at: [(left + right) / 2, (top + bottom) / 2], room: 0 }
  for (let i = 1; i < 24; i++) {
    for (let j = 1; j < 24; j++) {
      const at: [number, number] = [left + ((right - left) * i) / 24, top + ((bottom - top) * j) / 24]
      if (!contains(ring, at)) continue
      const room = Math.min(...ring.map((a, n) => distance(at, a, ring[(n + 1) % ring.length] ?? a)))
      if (room > best.room) best = { at, room }
    }
  }
  return best
}

export function contains(ring: readonly [number, number][], [x, y]: [number, number]): boolean {
  let within = false
  for (let n = 0, last = ring.length - 1; n < ring.length; last = n++) {
    const [ax, ay] = ring[n] ?? [0, 0]
    const [bx, by] = ring[last] ?? [0, 0]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within
}

function distance([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
