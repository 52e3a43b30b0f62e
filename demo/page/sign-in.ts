import { byId, command, config } from './config.js';

/** The made-up sign-in: who may enter, who has. `onChange` runs when somebody else has signed in, or nobody is. */
export function startSignIn(onChange: (viewer: string | null) => void): void {
  let viewer = config.viewer;
  const draw = (): void => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-person]')) {
      button.setAttribute('aria-pressed', String(button.dataset['person'] === viewer));
    }
    byId('sign-out').hidden = !viewer;
  };
  const become = async (next: string | null): Promise<void> => {
    await (next ? command('sign-in', { id: next }) : command('sign-out'));
    viewer = next;
    draw();
    onChange(viewer);
  };
  for (const { id, name, role, city } of config.people) {
    const door = document.createElement('button');
    const sees = city ? `Sees ${city} only` : 'Sees every city';
    for (const [tag, text] of [
      ['b', name],
      ['span', role],
      ['i', sees],
    ] as const) {
      door.append(Object.assign(document.createElement(tag), { textContent: text }));
    }
    const chip = document.createElement('button');
    chip.textContent = name.split(' ')[0]!;
    chip.title = `${name}, ${role.toLowerCase()}. ${sees}.`;
    for (const button of [door, chip]) {
      button.dataset['person'] = id;
      button.addEventListener('click', () => void become(id));
    }
    byId('doors').append(door);
    byId('people').append(chip);
  }
  byId('sign-out').addEventListener('click', () => void become(null));
  draw();
}
