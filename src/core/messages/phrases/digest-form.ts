import type { Phrases } from './phrases-type.ts';

/** What the settings of digests and the list of all of a digest's stories say. */
export const DIGEST_FORM = {
  'digest.form.own': { en: 'Your digests', es: 'Tus resúmenes', pt: 'Seus resumos' },
  'digest.form.channel': {
    en: 'Digests of this channel',
    es: 'Resúmenes de este canal',
    pt: 'Resumos deste canal',
  },
  'digest.form.time': { en: 'Time of day', es: 'Hora', pt: 'Hora' },
  'digest.form.time.note': {
    en: 'Hours and minutes, such as 20:00',
    es: 'Horas y minutos, por ejemplo 20:00',
    pt: 'Horas e minutos, por exemplo 20:00',
  },
  'digest.form.zone': { en: 'Time zone', es: 'Zona horaria', pt: 'Fuso horário' },
  'digest.form.zone.note': {
    en: 'Another one: the zone option of /digest settings',
    es: 'Otra: la opción zona de /resumen ajustes',
    pt: 'Outro: a opção fuso de /resumo ajustes',
  },
  'digest.form.kinds': { en: 'How often?', es: '¿Con qué frecuencia?', pt: 'Com que frequência?' },
  'digest.form.daily': { en: 'Every day', es: 'Cada día', pt: 'Todo dia' },
  'digest.form.weekly': {
    en: 'Mondays, of the week',
    es: 'Los lunes, de la semana',
    pt: 'Às segundas, da semana',
  },
  'digest.form.quiet': {
    en: 'On a day without stories',
    es: 'Un día sin historias',
    pt: 'Num dia sem histórias',
  },
  'digest.form.line': { en: 'Say so in one line', es: 'Decirlo en una línea', pt: 'Dizer em uma linha' },
  'digest.form.skip': { en: 'Send nothing', es: 'No enviar nada', pt: 'Não enviar nada' },
  'digest.saved': {
    en: 'Saved. The next digest comes {time}.',
    es: 'Guardado. El próximo resumen llega {time}.',
    pt: 'Salvo. O próximo resumo chega {time}.',
  },
  'digest.saved-none': {
    en: 'Saved. No digests are sent any more.',
    es: 'Guardado. Ya no se envían resúmenes.',
    pt: 'Salvo. Nenhum resumo é mais enviado.',
  },
  'digest.bad-time': {
    en: 'I don’t know the time “{time}”. Write it as 20:00. Nothing was changed.',
    es: 'No conozco la hora «{time}». Escríbela como 20:00. No se cambió nada.',
    pt: 'Não conheço a hora “{time}”. Escreva como 20:00. Nada foi alterado.',
  },
  'digest.no-own': {
    en: 'You follow nothing yet, so there is nothing to set. Begin with {subscribe}.',
    es: 'Aún no sigues nada, así que no hay nada que ajustar. Empieza con {subscribe}.',
    pt: 'Você ainda não segue nada, então não há nada a ajustar. Comece com {subscribe}.',
  },
  'digest.no-channel': {
    en: 'Nothing is sent to this channel yet. Begin with {channelSubscribe}.',
    es: 'A este canal aún no se envía nada. Empieza con {channelSubscribe}.',
    pt: 'Nada é enviado a este canal ainda. Comece com {channelSubscribe}.',
  },
  'digest.page': {
    en: 'Page {page} of {pages}',
    es: 'Página {page} de {pages}',
    pt: 'Página {page} de {pages}',
  },
  'digest.back': { en: 'Back', es: 'Atrás', pt: 'Anterior' },
  'digest.next': { en: 'Next', es: 'Siguiente', pt: 'Próxima' },
  'digest.gone': {
    en: 'These stories are kept no more. Use {latest} to see the newest ones.',
    es: 'Estas historias ya no se guardan. Usa {latest} para ver las más recientes.',
    pt: 'Estas histórias não são mais guardadas. Use {latest} para ver as mais recentes.',
  },
} as const satisfies Phrases;
