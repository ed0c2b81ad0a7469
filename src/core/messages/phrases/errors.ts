import type { Phrases } from './phrases-type.ts';

/** What went wrong, and, under `do`, what to do about it and who can. */
export const ERRORS = {
  'error.no-access': {
    en: 'I can’t see {channel}.',
    es: 'No puedo ver {channel}.',
    pt: 'Não consigo ver {channel}.',
  },
  'error.no-access.do': {
    en: 'I need **View Channel** there. Someone with Manage Channels can add it, then press Try again.',
    es: 'Necesito **Ver canal** ahí. Quien tenga Gestionar canales puede darlo; después pulsa Reintentar.',
    pt: 'Preciso de **Ver canal** lá. Quem tiver Gerenciar canais pode dar essa permissão; depois, clique em Tentar de novo.',
  },
  'error.no-permission': {
    en: 'I can’t post in {channel}.',
    es: 'No puedo publicar en {channel}.',
    pt: 'Não consigo publicar em {channel}.',
  },
  'error.no-permission.do': {
    en: 'I need {permissions} there. Someone with Manage Channels can add them, then press Try again.',
    es: 'Necesito {permissions} en ese canal. Quien tenga Gestionar canales puede darlos; después pulsa Reintentar.',
    pt: 'Preciso de {permissions} nesse canal. Quem tiver Gerenciar canais pode dar as permissões; depois, clique em Tentar de novo.',
  },
  'error.channel-gone': {
    en: 'The channel no longer exists.',
    es: 'El canal ya no existe.',
    pt: 'O canal não existe mais.',
  },
  'error.channel-gone.do': {
    en: 'Follow the topics in another channel with {channelSubscribe}.',
    es: 'Sigue los temas en otro canal con {channelSubscribe}.',
    pt: 'Acompanhe os temas em outro canal com {channelSubscribe}.',
  },
  'error.guild-gone': {
    en: 'I am no longer in this server.',
    es: 'Ya no estoy en este servidor.',
    pt: 'Não estou mais neste servidor.',
  },
  'error.guild-gone.do': {
    en: 'Someone with Manage Server can add me again, then press Try again.',
    es: 'Quien tenga Gestionar servidor puede volver a añadirme; después pulsa Reintentar.',
    pt: 'Quem tiver Gerenciar servidor pode me adicionar de novo; depois, clique em Tentar de novo.',
  },
  'error.message-gone': {
    en: 'The message was deleted.',
    es: 'El mensaje fue borrado.',
    pt: 'A mensagem foi apagada.',
  },
  'error.message-gone.do': {
    en: 'Nothing needs doing: what comes next is posted as a new message.',
    es: 'No hace falta nada: lo siguiente se publica como mensaje nuevo.',
    pt: 'Não é preciso fazer nada: o que vier é publicado como mensagem nova.',
  },
  'error.dm-closed': {
    en: 'I can’t send you direct messages.',
    es: 'No puedo enviarte mensajes directos.',
    pt: 'Não consigo te enviar mensagens diretas.',
  },
  'error.dm-closed.do': {
    en: 'Open Privacy Settings for this server, allow messages from apps, then press Try again. Or follow in a channel: {channelSubscribe}.',
    es: 'En Ajustes de privacidad del servidor, permite mensajes de aplicaciones y pulsa Reintentar. También puedes seguir los temas en un canal: {channelSubscribe}.',
    pt: 'Nas Configurações de privacidade do servidor, permita mensagens de apps e clique em Tentar de novo. Ou acompanhe em um canal: {channelSubscribe}.',
  },
  'error.no-shared-server': {
    en: 'I can’t send you direct messages: we share no server.',
    es: 'No puedo enviarte mensajes directos: no compartimos ningún servidor.',
    pt: 'Não consigo te enviar mensagens diretas: não temos nenhum servidor em comum.',
  },
  'error.no-shared-server.do': {
    en: 'Join a server that I am in, or add me to your account, then press Try again.',
    es: 'Entra en un servidor donde yo esté o añádeme a tu cuenta; después pulsa Reintentar.',
    pt: 'Entre em um servidor onde eu esteja ou me adicione à sua conta; depois, clique em Tentar de novo.',
  },
  'error.too-fast': {
    en: 'Discord asks me to open direct messages more slowly.',
    es: 'Discord me pide abrir mensajes directos más despacio.',
    pt: 'O Discord me pede para abrir mensagens diretas mais devagar.',
  },
  'error.too-fast.do': {
    en: 'Nothing needs doing: I try again in a minute.',
    es: 'No hace falta nada: vuelvo a intentarlo en un minuto.',
    pt: 'Não é preciso fazer nada: tento de novo em um minuto.',
  },
  'error.bad-message': {
    en: 'Discord did not take a message as I wrote it.',
    es: 'Discord no aceptó un mensaje tal como lo escribí.',
    pt: 'O Discord não aceitou uma mensagem como a escrevi.',
  },
  'error.bad-message.do': {
    en: 'The next one is not affected. If it happens again, tell whoever runs this bot.',
    es: 'Al siguiente no le afecta. Si se repite, avisa a quien mantiene este bot.',
    pt: 'A próxima não é afetada. Se acontecer de novo, avise quem mantém este bot.',
  },
  'error.thread-exists': {
    en: 'This message already has a thread.',
    es: 'Este mensaje ya tiene un hilo.',
    pt: 'Esta mensagem já tem um tópico.',
  },
  'error.thread-exists.do': {
    en: 'Nothing needs doing: I write in that one.',
    es: 'No hace falta nada: escribo en ese.',
    pt: 'Não é preciso fazer nada: escrevo nele.',
  },
  'error.threads-full': {
    en: 'This server has as many open threads as Discord allows.',
    es: 'Este servidor tiene tantos hilos abiertos como permite Discord.',
    pt: 'Este servidor tem o máximo de tópicos abertos que o Discord permite.',
  },
  'error.threads-full.do': {
    en: 'Someone with Manage Threads can close some. Until then I write in the channel.',
    es: 'Quien tenga Gestionar hilos puede cerrar algunos. Hasta entonces escribo en el canal.',
    pt: 'Quem tiver Gerenciar tópicos pode fechar alguns. Até lá, escrevo no canal.',
  },
  'error.thread-locked': {
    en: 'The thread is locked.',
    es: 'El hilo está bloqueado.',
    pt: 'O tópico está trancado.',
  },
  'error.thread-locked.do': {
    en: 'Someone with Manage Threads can unlock it, then press Try again.',
    es: 'Quien tenga Gestionar hilos puede desbloquearlo; después pulsa Reintentar.',
    pt: 'Quem tiver Gerenciar tópicos pode destrancá-lo; depois, clique em Tentar de novo.',
  },
  'error.automod': {
    en: 'AutoMod of this server blocked a message.',
    es: 'AutoMod de este servidor bloqueó un mensaje.',
    pt: 'O AutoMod deste servidor bloqueou uma mensagem.',
  },
  'error.automod.do': {
    en: 'Someone with Manage Server can let my role through in Server Settings, AutoMod.',
    es: 'Quien tenga Gestionar servidor puede exceptuar mi rol en Ajustes del servidor, AutoMod.',
    pt: 'Quem tiver Gerenciar servidor pode liberar meu cargo em Configurações do servidor, AutoMod.',
  },
  'error.tag-needed': {
    en: '{channel} asks for a tag and none fits {topic}.',
    es: '{channel} exige una etiqueta y ninguna corresponde a {topic}.',
    pt: '{channel} exige uma etiqueta e nenhuma corresponde a {topic}.',
  },
  'error.tag-needed.do': {
    en: 'Add a tag with that name to the forum, then press Try again.',
    es: 'Crea en el foro una etiqueta con ese nombre y pulsa Reintentar.',
    pt: 'Crie no fórum uma etiqueta com esse nome e clique em Tentar de novo.',
  },
  'error.role-silent': {
    en: 'I can’t mention that role in {channel}: members would see its name, but nobody would be notified.',
    es: 'No puedo mencionar ese rol en {channel}: se vería su nombre, pero nadie recibiría aviso.',
    pt: 'Não consigo mencionar esse cargo em {channel}: o nome apareceria, mas ninguém seria avisado.',
  },
  'error.role-silent.do': {
    en: 'Someone with Manage Roles can allow anyone to mention the role (better), or give me {permissions}. Then press Try again.',
    es: 'Quien tenga Gestionar roles puede permitir que cualquiera mencione el rol (mejor) o darme {permissions}. Después pulsa Reintentar.',
    pt: 'Quem tiver Gerenciar cargos pode permitir que qualquer pessoa mencione o cargo (melhor) ou me dar {permissions}. Depois, clique em Tentar de novo.',
  },
  'error.closed': {
    en: 'Discord refuses what I send there.',
    es: 'Discord rechaza lo que envío ahí.',
    pt: 'O Discord recusa o que envio para lá.',
  },
  'error.closed.do': {
    en: 'Look at my permissions there, then press Try again.',
    es: 'Revisa mis permisos ahí y pulsa Reintentar.',
    pt: 'Veja minhas permissões lá e clique em Tentar de novo.',
  },
  'error.unreachable': {
    en: 'Discord is not answering me right now.',
    es: 'Discord no me responde ahora mismo.',
    pt: 'O Discord não está me respondendo agora.',
  },
  'error.unreachable.do': {
    en: 'What you set is saved. Press Try again in a moment.',
    es: 'Lo que elegiste está guardado. Pulsa Reintentar dentro de un momento.',
    pt: 'O que você escolheu está salvo. Clique em Tentar de novo daqui a pouco.',
  },
  'error.token': {
    en: 'Discord no longer accepts my token.',
    es: 'Discord ya no acepta mi token.',
    pt: 'O Discord não aceita mais meu token.',
  },
  'error.token.do': {
    en: 'Whoever runs this bot must give it a new one.',
    es: 'Quien mantiene este bot debe darle uno nuevo.',
    pt: 'Quem mantém este bot precisa dar um novo a ele.',
  },
  'error.paused': {
    en: 'Paused by someone here.',
    es: 'En pausa por decisión de alguien de aquí.',
    pt: 'Em pausa por decisão de alguém daqui.',
  },
  'error.paused.do': { en: 'Press Resume.', es: 'Pulsa Reanudar.', pt: 'Clique em Retomar.' },
  'error.unknown-topic': {
    en: 'There is no topic “{topic}”.{meant}',
    es: 'No existe el tema «{topic}».{meant}',
    pt: 'Não existe o tema “{topic}”.{meant}',
  },
  'error.unknown-topic.do': {
    en: 'See all with {topics}.',
    es: 'Mira la lista con {topics}.',
    pt: 'Veja a lista com {topics}.',
  },
  'error.did-you-mean': {
    en: ' Did you mean **{topic}**?',
    es: ' ¿Quisiste decir **{topic}**?',
    pt: ' Você quis dizer **{topic}**?',
  },
  'error.already-subscribed': {
    en: 'You already follow {topic} here.',
    es: 'Ya sigues {topic} aquí.',
    pt: 'Você já acompanha {topic} aqui.',
  },
  'error.already-subscribed.do': {
    en: 'Press Change to choose something else.',
    es: 'Pulsa Cambiar para elegir otra cosa.',
    pt: 'Clique em Alterar para escolher outra coisa.',
  },
  'error.not-allowed': {
    en: 'Only members with **Manage Server** can change channel alerts.',
    es: 'Solo quien tenga **Gestionar servidor** puede cambiar las alertas del canal.',
    pt: 'Só quem tem **Gerenciar servidor** pode alterar os alertas do canal.',
  },
  'error.not-allowed.do': {
    en: 'You can get them yourself with {subscribe}.',
    es: 'Puedes recibirlas tú con {subscribe}.',
    pt: 'Você pode recebê-los com {subscribe}.',
  },
  'error.limit': {
    en: 'This server already has {count} channels, the most allowed.',
    es: 'Este servidor ya tiene {count} canales, el máximo.',
    pt: 'Este servidor já tem {count} canais, o máximo.',
  },
  'error.limit.do': {
    en: 'Remove one with {channelRemove}; {channelList} shows them.',
    es: 'Quita uno con {channelRemove}; {channelList} los muestra.',
    pt: 'Remova um com {channelRemove}; {channelList} mostra todos.',
  },
  'error.not-followed': {
    en: '{channel} gets nothing from me.',
    es: '{channel} no recibe nada de mí.',
    pt: '{channel} não recebe nada de mim.',
  },
  'error.not-followed.do': {
    en: 'Follow topics there with {channelSubscribe}.',
    es: 'Sigue temas ahí con {channelSubscribe}.',
    pt: 'Acompanhe temas lá com {channelSubscribe}.',
  },
  'error.by-file': {
    en: '{channel} is set up in a file by whoever runs this bot.',
    es: '{channel} está configurado en un archivo por quien mantiene este bot.',
    pt: '{channel} está configurado em um arquivo por quem mantém este bot.',
  },
  'error.by-file.do': {
    en: 'It is changed there and not by command.',
    es: 'Se cambia ahí y no por comando.',
    pt: 'É alterado lá e não por comando.',
  },
  'error.bad-time-zone': {
    en: 'I don’t know “{zone}”.',
    es: 'No conozco «{zone}».',
    pt: 'Não conheço “{zone}”.',
  },
  'error.bad-time-zone.do': {
    en: 'Start typing a city and choose one of the list.',
    es: 'Escribe una ciudad y elige una de la lista.',
    pt: 'Escreva uma cidade e escolha uma da lista.',
  },
  'error.old-button': {
    en: 'This button is from an older message.',
    es: 'Este botón es de un mensaje antiguo.',
    pt: 'Este botão é de uma mensagem antiga.',
  },
  'error.old-button.do': { en: 'Use {latest}.', es: 'Usa {latest}.', pt: 'Use {latest}.' },
  'error.feeds-down': {
    en: 'News sources are not answering right now (since {time}).',
    es: 'Las fuentes no responden ahora (desde {time}).',
    pt: 'As fontes não estão respondendo agora (desde {time}).',
  },
  'error.feeds-down.do': {
    en: 'Alerts will resume by themselves.',
    es: 'Las alertas se reanudarán solas.',
    pt: 'Os alertas voltarão sozinhos.',
  },
  'error.ours': {
    en: 'Something went wrong on my side. Nothing was changed.',
    es: 'Algo falló de mi lado. No se cambió nada.',
    pt: 'Algo deu errado do meu lado. Nada foi alterado.',
  },
  'error.ours.do': {
    en: 'Reference `{reference}`.',
    es: 'Referencia `{reference}`.',
    pt: 'Referência `{reference}`.',
  },
} as const satisfies Phrases;
