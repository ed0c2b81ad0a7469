import type { Phrases } from './phrases-type.ts';

/** What the answer to _Why?_ and the judgement of a text say. */
export const WHY = {
  'why.title': { en: 'Why you saw this', es: 'Por qué viste esto', pt: 'Por que você viu isto' },
  'why.title.not-sent': {
    en: 'Why this was not sent here',
    es: 'Por qué esto no se envió aquí',
    pt: 'Por que isto não foi enviado aqui',
  },
  'why.title.story': {
    en: 'How I read this story',
    es: 'Cómo leo esta historia',
    pt: 'Como leio esta história',
  },
  'why.subject': {
    en: 'On the subject **{score}** · needs {threshold}',
    es: 'Dentro del tema de vigía **{score}** · necesita {threshold}',
    pt: 'Dentro do assunto da vigía **{score}** · precisa de {threshold}',
  },
  'why.off-subject': {
    en: 'Off the subject **{score}** · needs {threshold}',
    es: 'Fuera del tema de vigía **{score}** · necesita {threshold}',
    pt: 'Fora do assunto da vigía **{score}** · precisa de {threshold}',
  },
  'why.topic': {
    en: '{emoji} **{topic} {score}** · tagged from {threshold}, major from importance {major}',
    es: '{emoji} **{topic} {score}** · se etiqueta desde {threshold}, muy importante desde una importancia de {major}',
    pt: '{emoji} **{topic} {score}** · marcado a partir de {threshold}, muito importante a partir de importância {major}',
  },
  'why.words': { en: 'Words: {words}', es: 'Palabras: {words}', pt: 'Palavras: {words}' },
  'why.against': { en: 'Against: {words}', es: 'En contra: {words}', pt: 'Contra: {words}' },
  'why.mended': {
    en: '{what} (chance that both tell the same event: {probability})',
    es: '{what} (probabilidad de que ambas cuenten el mismo hecho: {probability})',
    pt: '{what} (chance de que ambas contem o mesmo fato: {probability})',
  },
  'why.importance': {
    en: 'Importance {score} ({level}) · independent outlets: {count}',
    es: 'Importancia {score} ({level}) · medios independientes: {count}',
    pt: 'Importância {score} ({level}) · veículos independentes: {count}',
  },
  'why.nearest': {
    en: 'Nearest other topic: {topic} {score} (needs {threshold})',
    es: 'El otro tema más cercano: {topic} {score} (necesita {threshold})',
    pt: 'O outro tema mais próximo: {topic} {score} (precisa de {threshold})',
  },
  'why.nearest.few': {
    en: 'Nearest other topic: {topic} {score}, in too few of its reports',
    es: 'El otro tema más cercano: {topic} {score}, en muy pocas de sus publicaciones',
    pt: 'O outro tema mais próximo: {topic} {score}, em poucas das suas matérias',
  },
  'why.gone': {
    en: 'This story is kept no more. {latest} shows the newest ones.',
    es: 'Esta historia ya no se guarda. {latest} muestra las más recientes.',
    pt: 'Esta história não é mais guardada. {latest} mostra as mais recentes.',
  },
  'why.no-alert': {
    en: 'This message is not about one story of mine. *Score this message* says what I make of any text.',
    es: 'Este mensaje no trata de una sola historia mía. *Evaluar este mensaje* dice qué opino de cualquier texto.',
    pt: 'Esta mensagem não trata de uma só história minha. *Avaliar esta mensagem* diz o que acho de qualquer texto.',
  },
  'why.which': {
    en: 'Name a story, or paste a text.',
    es: 'Nombra una historia o pega un texto.',
    pt: 'Diga uma história ou cole um texto.',
  },
  'why.no-text': {
    en: 'There is no text in this message that I could read.',
    es: 'En este mensaje no hay texto que yo pueda leer.',
    pt: 'Não há texto nesta mensagem que eu possa ler.',
  },
  'why.text-title': {
    en: 'How I judge this text',
    es: 'Cómo juzgo este texto',
    pt: 'Como julgo este texto',
  },
  'why.would-alert': {
    en: '**It would make an alert** for {topics}.',
    es: '**Sería una alerta** de {topics}.',
    pt: '**Seria um alerta** de {topics}.',
  },
  'why.would-not': {
    en: '**It would make no alert**: {why}.',
    es: '**No sería una alerta**: {why}.',
    pt: '**Não seria um alerta**: {why}.',
  },
  'why.would-not.off-subject': {
    en: 'it is off the subject',
    es: 'está fuera del tema',
    pt: 'está fora do assunto',
  },
  'why.would-not.no-topic': {
    en: 'no topic reaches its threshold',
    es: 'ningún tema alcanza su umbral',
    pt: 'nenhum tema atinge o seu limiar',
  },
  'why.would-not.quiet': {
    en: '{topic} is shown on stories but makes no alert',
    es: '{topic} se muestra en las historias, pero no es motivo de alerta',
    pt: '{topic} aparece nas histórias, mas não gera alerta',
  },
  'where.channel': { en: 'to {channel}', es: 'a {channel}', pt: 'para {channel}' },
  'where.private': {
    en: 'to your direct messages',
    es: 'a tus mensajes directos',
    pt: 'para as suas mensagens diretas',
  },
  'fate.sent': {
    en: 'Sent {where} {time}, {delay} after I found it at {outlet}',
    es: 'Enviada {where} {time}, {delay} después de encontrarla en {outlet}',
    pt: 'Enviada {where} {time}, {delay} depois de encontrá-la em {outlet}',
  },
  'fate.updates': {
    en: 'updates since: {count}',
    es: 'novedades desde entonces: {count}',
    pt: 'atualizações desde então: {count}',
  },
  'fate.waiting': {
    en: 'Waiting to be sent {where}',
    es: 'En espera de enviarse {where}',
    pt: 'À espera de ser enviada {where}',
  },
  'fate.failed': {
    en: 'Could not be sent {where}',
    es: 'No se pudo enviar {where}',
    pt: 'Não foi possível enviar {where}',
  },
  'fate.summary': {
    en: 'Not sent {where} by itself: a summary tells of it, because it was there before I first looked or piled up while I could not',
    es: 'No se envió {where} por sí sola: un resumen la cuenta, porque ya estaba antes de mi primera lectura o se acumuló mientras no pude mirar',
    pt: 'Não foi enviada {where} sozinha: um resumo fala dela, porque já estava lá antes da minha primeira leitura ou se acumulou enquanto não pude olhar',
  },
  'fate.held-back': {
    en: 'Not sent {where}: {why}',
    es: 'No enviada {where}: {why}',
    pt: 'Não enviada {where}: {why}',
  },
  'fate.nowhere': {
    en: 'Nothing is sent here. {subscribe} sends stories to you.',
    es: 'Aquí no se envía nada. {subscribe} te envía historias.',
    pt: 'Nada é enviado aqui. {subscribe} envia histórias para você.',
  },
} as const satisfies Phrases;
