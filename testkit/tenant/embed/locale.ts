/** The languages of Cube's embeds. A short or unshipped variant takes the first entry of its language. */
const LOCALES = [
  'en-US',
  'de-DE',
  'es-ES',
  'es-MX',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'nb-NO',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'vi-VN',
];

/** Returns one of Cube's languages for a locale. An unknown locale is ignored: it gives the fallback. */
export function usableLocale(locale: unknown, fallback: string): string {
  try {
    const { baseName, language } = new Intl.Locale(String(locale));
    return (
      LOCALES.find((name) => name === baseName) ??
      LOCALES.find((name) => name.startsWith(`${language}-`)) ??
      fallback
    );
  } catch {
    return fallback;
  }
}

/** Returns an IANA time zone that the browser supports, or the fallback. Offsets like `+02:00` are not accepted. */
export function usableTimezone(timezone: unknown, fallback: string): string {
  try {
    if (!/^[A-Za-z]/.test(String(timezone))) return fallback;
    return new Intl.DateTimeFormat('en', { timeZone: String(timezone) }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}

/** Formats numbers, times and a few words in the viewer's language. */
export interface Formats {
  money: (amount: number) => string;
  /** Without cents. */
  wholeMoney: (amount: number) => string;
  /** Shortened: 12.3K. */
  shortMoney: (amount: number) => string;
  count: (value: number) => string;
  shortCount: (value: number) => string;
  percent: (share: number) => string;
  dateTime: (epochMs: number) => string;
  time: (epochMs: number) => string;
  /** The period that starts at this time. */
  period: (epochMs: number, granularity: string) => string;
  word: (english: string) => string;
}

export function createFormats(locale: string, timezone: string): Formats {
  const money = { style: 'currency', currency: 'USD' } as const;
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number): string => format.format(value);
  };
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (epochMs: number): string => format.format(epochMs);
  };
  const words = WORDS[new Intl.Locale(locale).language] ?? {};
  // Periods are in UTC, like the data; the viewer's time zone could shift them into the previous month.
  const month = date({ month: 'short', year: '2-digit', timeZone: 'UTC' });
  const day = date({ month: 'short', day: 'numeric', timeZone: 'UTC' });
  const year = date({ year: 'numeric', timeZone: 'UTC' });
  return {
    money: number(money),
    wholeMoney: number({ ...money, maximumFractionDigits: 0 }),
    shortMoney: number({ ...money, notation: 'compact', maximumFractionDigits: 1 }),
    count: number({}),
    shortCount: number({ notation: 'compact' }),
    percent: number({ style: 'percent', maximumFractionDigits: 1 }),
    dateTime: date({ dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }),
    time: date({ timeStyle: 'medium', timeZone: timezone }),
    period(epochMs, granularity) {
      if (granularity === 'year') return year(epochMs);
      if (granularity === 'quarter')
        return `Q${Math.floor(new Date(epochMs).getUTCMonth() / 3) + 1} ${year(epochMs)}`;
      return granularity === 'month' ? month(epochMs) : day(epochMs);
    },
    word: (english) => words[english] ?? english,
  };
}

/** Translations by English text. Missing ones stay English. */
const WORDS: Record<string, Record<string, string>> = {
  de: {
    Revenue: 'Umsatz',
    Orders: 'Bestellungen',
    'Average order': 'Ø Bestellwert',
    'Return rate': 'Retourenquote',
    Overview: 'Übersicht',
    'Sales overview': 'Verkaufsübersicht',
    City: 'Stadt',
    Category: 'Kategorie',
    Day: 'Tag',
    Week: 'Woche',
    Month: 'Monat',
    Quarter: 'Quartal',
    Year: 'Jahr',
    'vs. last quarter': 'zum Vorquartal',
    Status: 'Status',
    Amount: 'Betrag',
    Created: 'Erstellt',
    Share: 'Anteil',
    Refreshed: 'Aktualisiert',
    Export: 'Exportieren',
    Edit: 'Bearbeiten',
    Duplicate: 'Duplizieren',
    Back: 'Zurück',
    'Session expired': 'Sitzung abgelaufen',
    'New chat': 'Neuer Chat',
    'Ask about your data': 'Fragen Sie Ihre Daten',
    Dashboards: 'Dashboards',
    Workbooks: 'Arbeitsmappen',
  },
  fr: {
    Revenue: 'Chiffre d’affaires',
    Orders: 'Commandes',
    'Average order': 'Panier moyen',
    'Return rate': 'Taux de retour',
    Overview: 'Vue d’ensemble',
    'Sales overview': 'Vue d’ensemble des ventes',
    City: 'Ville',
    Category: 'Catégorie',
    Day: 'Jour',
    Week: 'Semaine',
    Month: 'Mois',
    Quarter: 'Trimestre',
    Year: 'Année',
    'vs. last quarter': 'vs trimestre préc.',
    Status: 'Statut',
    Amount: 'Montant',
    Created: 'Créée',
    Share: 'Part',
    Refreshed: 'Actualisé',
    Export: 'Exporter',
    Edit: 'Modifier',
    Duplicate: 'Dupliquer',
    Back: 'Retour',
    'Session expired': 'Session expirée',
    'New chat': 'Nouvelle discussion',
    'Ask about your data': 'Interrogez vos données',
    Dashboards: 'Tableaux de bord',
    Workbooks: 'Classeurs',
  },
};
