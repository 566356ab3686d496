/** A map keeps the order of insertion: the oldest go until it holds no more than `keep`. */
export function forgetOldest<K>(map: Map<K, unknown>, keep: number): void {
  for (const key of map.keys()) {
    if (map.size <= keep) return;
    map.delete(key);
  }
}
