import type { Phrases } from './phrases-type.ts';

/** What `/help` says. */
export const HELP = {
  'help.title': { en: 'vigía: {subject}', es: 'vigía: {subject}', pt: 'vigía: {subject}' },
  'help.what': {
    en: 'I read news feeds for one subject, put the reports of one event into one story, and tell each story once: who reports it, how important it is, and why you see it.',
    es: 'Leo fuentes de noticias sobre un solo asunto, reúno las publicaciones sobre un mismo hecho en una historia y cuento cada historia una sola vez: quién informa, qué importancia tiene y por qué la ves.',
    pt: 'Leio fontes de notícias sobre um só assunto, reúno as matérias de um mesmo fato em uma história e conto cada história uma só vez: quem noticia, que importância tem e por que você a vê.',
  },
  'help.topics': { en: 'Topics: {topics}', es: 'Temas: {topics}', pt: 'Temas: {topics}' },
  'help.read': { en: 'Read', es: 'Leer', pt: 'Ler' },
  'help.follow': { en: 'Follow', es: 'Seguir', pt: 'Acompanhar' },
  'help.ask': { en: 'Ask', es: 'Preguntar', pt: 'Perguntar' },
  'help.manage': {
    en: 'For a channel (Manage Server)',
    es: 'Para un canal (Gestionar servidor)',
    pt: 'Para um canal (Gerenciar servidor)',
  },
  'help.apps': {
    en: 'Hold or right-click a message, then Apps: *Why this alert?* and *Score this message*.',
    es: 'Mantén pulsado un mensaje o haz clic derecho en él y elige Aplicaciones: *¿Por qué esta alerta?* y *Evaluar este mensaje*.',
    pt: 'Segure uma mensagem ou clique nela com o botão direito e escolha Aplicativos: *Por que este alerta?* e *Avaliar esta mensagem*.',
  },
  'help.privacy': {
    en: 'What you ask and answer is seen by you alone. Nobody can list who follows what. {privacy} shows and deletes what is kept about you.',
    es: 'Lo que preguntas y respondes solo lo ves tú. Nadie puede ver quién sigue qué. {privacy} muestra y borra lo que se guarda de ti.',
    pt: 'O que você pergunta e responde só você vê. Ninguém pode ver quem acompanha o quê. {privacy} mostra e apaga o que é guardado sobre você.',
  },
  'help.automatic': {
    en: 'Everything here is chosen and grouped by a program, and the words are those of the outlets. It can be wrong: the buttons under a card tell me.',
    es: 'Todo aquí lo elige y agrupa un programa, y las palabras son de los medios. Puede equivocarse: los botones bajo cada alerta me lo dicen.',
    pt: 'Tudo aqui é escolhido e agrupado por um programa, e as palavras são dos veículos. Pode errar: os botões abaixo de cada alerta me avisam.',
  },
} as const satisfies Phrases;
