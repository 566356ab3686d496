/** `load` one at a time, and once more if something changed meanwhile. */
export function oneAtATime(load) {
  let loading = false;
  let again = false;
  return async function loadAll() {
    again = loading;
    if (loading) return;
    loading = true;
    await load();
    loading = false;
    if (again) void loadAll();
  };
}
