// Loads the page again when the programme was packed anew: then another edition is the present one.

const present = () => fetch('/course/current', { cache: 'no-store' }).then((answer) => answer.text(), () => undefined);
const shown = await present();

setInterval(async () => {
  const now = await present();
  // Without an answer the preview has ended, and what is on the screen may still be read.
  if (now !== undefined && now !== shown) location.reload();
}, 1000);
