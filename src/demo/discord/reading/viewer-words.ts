/** What Discord's own client says around messages and forms, as far as the page shows it. */
interface ViewerWords {
  readonly cancel: string;
  readonly submit: string;
  readonly choose: string;
  readonly onlyYou: string;
  readonly edited: string;
  /** With the time of day in place of `{time}`. */
  readonly today: string;
  readonly yesterday: string;
}

const ENGLISH: ViewerWords = {
  cancel: 'Cancel',
  submit: 'Submit',
  choose: 'Make a selection',
  onlyYou: 'Only you can see this',
  edited: '(edited)',
  today: 'Today at {time}',
  yesterday: 'Yesterday at {time}',
};

const OTHERS: ReadonlyMap<string, ViewerWords> = new Map([
  [
    'es',
    {
      cancel: 'Cancelar',
      submit: 'Enviar',
      choose: 'Haz una selección',
      onlyYou: 'Solo tú puedes ver esto',
      edited: '(editado)',
      today: 'hoy a las {time}',
      yesterday: 'ayer a las {time}',
    },
  ],
  [
    'pt',
    {
      cancel: 'Cancelar',
      submit: 'Enviar',
      choose: 'Faça uma seleção',
      onlyYou: 'Só você pode ver isto',
      edited: '(editado)',
      today: 'Hoje às {time}',
      yesterday: 'Ontem às {time}',
    },
  ],
]);

/** The words of a client that is set to a locale; English where it is set to none that is known here. */
export const viewerWords = (locale = ''): ViewerWords => OTHERS.get(locale.slice(0, 2)) ?? ENGLISH;
