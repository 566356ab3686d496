const time = { hour: 'numeric', minute: '2-digit' };
const today = new Intl.DateTimeFormat('en', time);
const earlier = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', ...time });

/** The time of day, with its date where that is not today. */
export const clock = (when) =>
  (when.toDateString() === new Date().toDateString() ? today : earlier).format(when);

export const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });
