/** Whether the viewer has asked the browser to save data (`Save-Data`; Chromium). */
export function savesData(): boolean {
  return !!(navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData;
}
