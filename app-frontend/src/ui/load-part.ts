/** Loads a part of a page. Without a connection, waits for it: React never asks again for a part that it failed to load. */
export const loadPart = <T>(load: () => Promise<T>): Promise<T> =>
  load().catch(async (error: unknown) => {
    if (navigator.onLine) throw error;
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
    return loadPart(load);
  });
