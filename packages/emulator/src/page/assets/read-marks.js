/**
 * Up to where each person has read each place, as this browser remembers it. `latest` of a place is
 * when its newest message came.
 */
export function readMarks(page) {
  const key = (person, { id }) => `${page}/${person}/${id}`;
  return {
    markRead(person, place) {
      if (place?.latest) localStorage.setItem(key(person, place), place.latest);
    },
    isUnread: (person, place) =>
      place.latest !== undefined &&
      Number(place.latest) > Number(localStorage.getItem(key(person, place)) ?? 0),
  };
}
