import type { Phrases } from './phrases-type.ts';

/** What is said about opinions on stories, and about mutes. */
export const FEEDBACK = {
  'opinion.useful': { en: 'useful', es: 'útil', pt: 'útil' },
  'opinion.irrelevant': { en: 'not relevant', es: 'no es relevante', pt: 'não é relevante' },
  'opinion.right-topic': { en: 'right topic', es: 'tema correcto', pt: 'tema certo' },
  'opinion.wrong-topic': {
    en: 'wrong topic; right: {right}',
    es: 'tema equivocado; el correcto: {right}',
    pt: 'tema errado; o certo: {right}',
  },
  'feedback.thanks': {
    en: 'Thanks. {topics}, {opinion}.',
    es: 'Gracias. {topics}: {opinion}.',
    pt: 'Obrigada. {topics}: {opinion}.',
  },
  'feedback.private': {
    en: 'Only you see this. Your answer is kept without your name, and you can change it.',
    es: 'Solo tú ves esto. Tu respuesta se guarda sin tu nombre y puedes cambiarla.',
    pt: 'Só você vê isto. A sua resposta é guardada sem o seu nome e você pode mudá-la.',
  },
  'feedback.taken-back': {
    en: 'Taken back. I keep nothing of it.',
    es: 'Retirado. No guardo nada de ello.',
    pt: 'Retirado. Não guardo nada disso.',
  },
  'feedback.which-topic': {
    en: 'Which topics would be right?',
    es: '¿Qué temas serían los correctos?',
    pt: 'Quais temas seriam os certos?',
  },
  'feedback.no-topic': { en: 'None of them', es: 'Ninguno', pt: 'Nenhum deles' },
  'feedback.useful': { en: 'Useful', es: 'Útil', pt: 'Útil' },
  'feedback.irrelevant': { en: 'Not relevant', es: 'No es relevante', pt: 'Não é relevante' },
  'feedback.right': { en: 'Right', es: 'Correcto', pt: 'Certo' },
  'feedback.wrong-topic': { en: 'Wrong topic', es: 'Tema equivocado', pt: 'Tema errado' },
  'feedback.take-back': { en: 'Take it back', es: 'Retirar', pt: 'Retirar' },
  'mute.story': { en: 'Mute this story', es: 'Silenciar esta historia', pt: 'Silenciar esta história' },
  'mute.done': {
    en: 'Muted {where} until {time}: {subject}.',
    es: 'Silenciado {where} hasta {time}: {subject}.',
    pt: 'Silenciado {where} até {time}: {subject}.',
  },
  'mute.where.private': {
    en: 'in your direct messages',
    es: 'en tus mensajes directos',
    pt: 'nas suas mensagens diretas',
  },
  'mute.where.channel': { en: 'in {channel}', es: 'en {channel}', pt: 'em {channel}' },
  'mute.end': { en: 'End this', es: 'Quitar silencio', pt: 'Tirar do silêncio' },
  'mute.ended': {
    en: 'No longer muted {where}: {subject}.',
    es: 'Ya no está silenciado {where}: {subject}.',
    pt: 'Não está mais silenciado {where}: {subject}.',
  },
  'mute.none': { en: 'Nothing is muted.', es: 'No hay nada silenciado.', pt: 'Nada está silenciado.' },
  'mute.list': { en: 'Muted', es: 'Silenciado', pt: 'Silenciado' },
  'mute.until': {
    en: '{subject} · {where} · until {time}',
    es: '{subject} · {where} · hasta {time}',
    pt: '{subject} · {where} · até {time}',
  },
  'mute.nothing-to-mute': {
    en: 'I send you no direct messages, so there is nothing to mute. {subscribe} starts them.',
    es: 'No te envío mensajes directos, así que no hay nada que silenciar. {subscribe} los empieza.',
    pt: 'Não envio mensagens diretas para você, então não há o que silenciar. {subscribe} começa a enviá-las.',
  },
  'mute.not-here': {
    en: 'Nothing is sent to this channel, so there is nothing to mute. {channelSubscribe} starts it.',
    es: 'A este canal no se envía nada, así que no hay nada que silenciar. {channelSubscribe} lo empieza.',
    pt: 'Nada é enviado para este canal, então não há o que silenciar. {channelSubscribe} começa a enviar.',
  },
  'mute.choose': { en: 'End a mute', es: 'Quitar un silencio', pt: 'Encerrar um silêncio' },
} as const satisfies Phrases;
