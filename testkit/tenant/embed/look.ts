import type { EmbedTheme } from '../session-request.js';
import type { PageState } from './state.js';

const THEME_VARIABLES: readonly {
  variable: string;
  property: string;
  read: (theme: EmbedTheme) => unknown;
}[] = [
  { variable: '--primary', property: 'color', read: (theme) => theme.primaryColor },
  { variable: '--font', property: 'font-family', read: (theme) => theme.font },
  { variable: '--radius', property: 'border-radius', read: (theme) => withUnit(theme.borderRadius) },
  { variable: '--chat-background', property: 'color', read: (theme) => theme.analyticsChat?.backgroundColor },
  {
    variable: '--chat-input-background',
    property: 'color',
    read: (theme) => theme.analyticsChat?.chatInput?.backgroundColor ?? theme.chat?.inputColor,
  },
  {
    variable: '--chat-input-border',
    property: 'color',
    read: (theme) => theme.analyticsChat?.chatInput?.borderColor,
  },
];

/** Applies color scheme and theme to the document. Ignores values that are not valid CSS. */
export function applyLook({
  colorScheme,
  systemDark,
  theme,
}: Pick<PageState, 'colorScheme' | 'systemDark' | 'theme'>): void {
  const root = document.documentElement;
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && systemDark);
  root.dataset['scheme'] = dark ? 'dark' : 'light';
  for (const { variable, property, read } of THEME_VARIABLES) {
    const value = read(theme);
    if (typeof value === 'string' && CSS.supports(property, value)) root.style.setProperty(variable, value);
    else root.style.removeProperty(variable);
  }
}

function withUnit(radius: unknown): unknown {
  return typeof radius === 'number' ? `${radius}px` : radius;
}
