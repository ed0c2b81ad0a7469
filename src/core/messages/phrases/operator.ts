import type { Phrases } from './phrases-type.ts';

/** What the operator is told in their channel. */
export const OPERATOR = {
  'operator.feed.begun': {
    en: '**{outlet}** has not answered since {time}.',
    es: '**{outlet}** no responde desde {time}.',
    pt: '**{outlet}** não responde desde {time}.',
  },
  'operator.feed.over': {
    en: '**{outlet}** answers again; it had not since {time}.',
    es: '**{outlet}** vuelve a responder; estaba sin respuesta desde {time}.',
    pt: '**{outlet}** voltou a responder; estava sem resposta desde {time}.',
  },
  'operator.feeds.begun': {
    en: 'No feed has answered since {time}. Most likely this machine is cut off from the network.',
    es: 'Ninguna fuente responde desde {time}. Lo más probable es que esta máquina no tenga red.',
    pt: 'Nenhuma fonte responde desde {time}. O mais provável é que esta máquina esteja sem rede.',
  },
  'operator.feeds.over': {
    en: 'Feeds answer again; none had since {time}.',
    es: 'Las fuentes vuelven a responder; ninguna lo hacía desde {time}.',
    pt: 'As fontes voltaram a responder; nenhuma respondia desde {time}.',
  },
  'operator.destination.begun': {
    en: 'Nothing is posted in {channel} since {time}: {reason}',
    es: 'No se publica nada en {channel} desde {time}: {reason}',
    pt: 'Nada é publicado em {channel} desde {time}: {reason}',
  },
  'operator.destination.over': {
    en: 'Messages go to {channel} again; they had not since {time}.',
    es: 'Los mensajes vuelven a llegar a {channel}; no llegaban desde {time}.',
    pt: 'As mensagens voltaram a chegar a {channel}; não chegavam desde {time}.',
  },
  'operator.outbox.begun': {
    en: 'Messages are late: {count} are waiting, the oldest since {time}.',
    es: 'Los mensajes se retrasan: esperan {count}, el más antiguo desde {time}.',
    pt: 'As mensagens estão atrasadas: {count} à espera, a mais antiga desde {time}.',
  },
  'operator.outbox.over': {
    en: 'Messages go out on time again; they had been late since {time}.',
    es: 'Los mensajes vuelven a salir a tiempo; se retrasaban desde {time}.',
    pt: 'As mensagens voltaram a sair a tempo; estavam atrasadas desde {time}.',
  },
  'operator.disk.begun': {
    en: 'The disk is nearly full: {free} are left. Make room, or nothing more can be kept.',
    es: 'El disco está casi lleno: quedan {free}. Libera espacio o no se podrá guardar nada más.',
    pt: 'O disco está quase cheio: restam {free}. Libere espaço ou nada mais poderá ser guardado.',
  },
  'operator.disk.over': {
    en: 'There is room on the disk again.',
    es: 'Vuelve a haber espacio en el disco.',
    pt: 'Há espaço no disco de novo.',
  },
  'operator.books.begun': {
    en: 'The audit found what does not add up ({count}): something was lost or counted wrongly. `vigia audit` says what, and so does the log.',
    es: 'La auditoría encontró algo que no cuadra ({count}): algo se perdió o se contó mal. `vigia audit` dice qué, y el registro también.',
    pt: 'A auditoria encontrou algo que não bate ({count}): algo se perdeu ou foi contado errado. `vigia audit` diz o quê, e o registro também.',
  },
  'operator.books.over': {
    en: 'The books balance again.',
    es: 'Las cuentas vuelven a cuadrar.',
    pt: 'As contas batem de novo.',
  },
  'operator.gateway.begun': {
    en: 'Discord’s gateway has been lost since {time}: commands and buttons get no answer. Messages are sent all the same.',
    es: 'La conexión con Discord se perdió {time}: los comandos y botones no responden. Los mensajes se envían igualmente.',
    pt: 'A conexão com o Discord caiu {time}: comandos e botões ficam sem resposta. As mensagens são enviadas mesmo assim.',
  },
  'operator.gateway.over': {
    en: 'Discord’s gateway is back; it had been lost since {time}.',
    es: 'La conexión con Discord ha vuelto; se había perdido {time}.',
    pt: 'A conexão com o Discord voltou; tinha caído {time}.',
  },
  'operator.requests.begun': {
    en: 'Discord has refused too many requests; I send nothing until {until}. Look for channels that I may not post in.',
    es: 'Discord ha rechazado demasiadas peticiones; no envío nada hasta {until}. Busca canales en los que no pueda publicar.',
    pt: 'O Discord recusou pedidos demais; não envio nada até {until}. Procure canais em que não posso publicar.',
  },
  'operator.requests.over': {
    en: 'I send again, after the pause that began {time}.',
    es: 'Vuelvo a enviar, tras la pausa que empezó {time}.',
    pt: 'Voltei a enviar, depois da pausa que começou {time}.',
  },
  'operator.well': {
    en: 'Everything works',
    es: 'Todo funciona',
    pt: 'Tudo funciona',
  },
  'operator.troubles': {
    en: 'Needs attention: {count}',
    es: 'Requiere atención: {count}',
    pt: 'Precisa de atenção: {count}',
  },
  'operator.destinations': {
    en: 'Channels: {channels} · people: {people}',
    es: 'Canales: {channels} · personas: {people}',
    pt: 'Canais: {channels} · pessoas: {people}',
  },
  'operator.disk': {
    en: 'Free on the disk: {free}',
    es: 'Libre en el disco: {free}',
    pt: 'Livre no disco: {free}',
  },
  'operator.updated': { en: 'Updated {time}', es: 'Actualizado {time}', pt: 'Atualizado {time}' },
  'operator.look': { en: 'Look now', es: 'Mirar ahora', pt: 'Olhar agora' },
} as const satisfies Phrases;
