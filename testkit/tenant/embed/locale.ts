/** A locale that the browser can format for, or the fallback; unknown ones fall through as they do in Cube. */
export function usableLocale(locale: unknown, fallback: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(String(locale))[0] ?? fallback;
  } catch {
    return fallback;
  }
}

/** An IANA time zone that the browser knows, or the fallback; an offset like `+02:00` is none. */
export function usableTimezone(timezone: unknown, fallback: string): string {
  try {
    if (!/^[A-Za-z]/.test(String(timezone))) return fallback;
    return new Intl.DateTimeFormat('en', { timeZone: String(timezone) }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}

/** How figures, times and a few words look to the viewer. */
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
  /** A period that starts then. */
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
  // Periods are cut in UTC, as the data is; a viewer's zone would shift them into the month before.
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

/** English is the key; what a language lacks stays English. */
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
