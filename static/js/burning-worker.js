// The forms of burning open again without a signal. Kept are the empty forms, as the server marks them, and what they are
// made of; what people fill in is never seen here: it stays in the page (burning.js).
// VERSION, SHELL (addresses of assets), FORMS (paths) and ASSETS (a path's beginning) come from the view.
const CACHE = `burning-${VERSION}`;
const PATIENCE = 8000; // milliseconds that a form may take to come, where a copy is kept

const keep = async (path, response) => {
  const cache = await caches.open(CACHE);
  if (response.type === "opaqueredirect" || response.redirected) await cache.delete(path); // signed out: nobody's form
  else if (response.ok && response.headers.get("X-Form-Shell")) await cache.put(path, response.clone());
  return response;
};

const fetchForm = async (path) => {
  try {
    await keep(path, await fetch(path, { credentials: "same-origin", redirect: "manual" }));
  } catch {
    // without a signal the copy comes with the next visit
  }
};

const form = async (request, path) => {
  const copy = await caches.match(path, { cacheName: CACHE });
  const online = fetch(request).then((response) => keep(path, response));
  if (!copy) return online;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, copy));
  return Promise.race([online.then((response) => (response.status >= 500 ? copy : response)).catch(() => copy), late]);
};

const asset = async (request) => {
  const cache = await caches.open(CACHE);
  const copy = await cache.match(request);
  if (copy) return copy;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
};

addEventListener("install", (event) => {
  const prepare = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL);
    await Promise.all(FORMS.map(fetchForm));
    await skipWaiting();
  };
  event.waitUntil(prepare());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("burning-") && name !== CACHE).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && FORMS.includes(address.pathname)) event.respondWith(form(request, address.pathname));
  else if (address.pathname.startsWith(ASSETS)) event.respondWith(asset(request));
});
