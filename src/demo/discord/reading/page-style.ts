/** The page's one style sheet: Discord's dark theme in its proportions. */
export const PAGE_STYLE = `
:root {
  color-scheme: dark;
  --page: #313338; --side: #2b2d31; --card: #2b2d31; --line: #3f4147; --text: #dbdee1; --bright: #f2f3f5;
  --faint: #949ba4; --link: #00a8fc; --brand: #5865f2; --button: #4e5058;
}
* { box-sizing: border-box; margin: 0; }
body {
  display: grid; grid-template-columns: 240px 1fr; min-height: 100vh; background: var(--page); color: var(--text);
  font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, "Noto Color Emoji", sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav { background: var(--side); padding: 12px 8px; position: sticky; top: 0; height: 100vh; overflow-y: auto; }
nav h2 { padding: 8px; color: var(--bright); font-size: 16px; }
nav a { display: block; padding: 6px 8px; border-radius: 4px; color: var(--faint); overflow-wrap: anywhere; }
nav a:hover { background: #35373c; color: var(--text); text-decoration: none; }
nav a[aria-current] { background: #404249; color: #fff; }
nav .thread { margin-left: 16px; font-size: 14px; }
main { min-width: 0; padding-bottom: 32px; }
main > header {
  position: sticky; top: 0; z-index: 1; padding: 12px 16px; background: var(--page); border-bottom: 1px solid #26282c;
}
main > header h1 { display: inline; font-size: 16px; color: var(--bright); }
main > header p { display: inline; margin-left: 12px; color: var(--faint); font-size: 14px; }
ol { list-style: none; padding: 8px 0 0; }
.empty { padding: 32px 16px; color: var(--faint); }
.message { position: relative; margin-top: 17px; padding: 2px 48px 2px 72px; }
.message.continued { margin-top: 0; }
.message:hover { background: #2e3035; }
.message.private { background: rgb(88 101 242 / 10%); box-shadow: inset 2px 0 var(--brand); }
.avatar {
  position: absolute; left: 16px; width: 40px; height: 40px; border-radius: 50%; background: #80848e; color: #fff;
  display: grid; place-items: center; font-weight: 600; font-size: 18px;
}
.avatar.app { background: #3d85d9; }
.head strong { color: var(--bright); font-weight: 500; }
.head time, .edited, .silent { color: var(--faint); font-size: 12px; }
.tag { background: var(--brand); color: #fff; font-size: 10px; font-weight: 600; padding: 1px 5px; border-radius: 3px; }
.edited { font-size: 10px; margin-left: 4px; }
.content > p:last-of-type { display: inline; }
.reply { position: relative; margin: 0 0 4px; font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.reply::before {
  content: ""; position: absolute; left: -36px; top: 10px; width: 33px; height: 12px;
  border: 2px solid #4e5058; border-width: 2px 0 0 2px; border-radius: 6px 0 0 0;
}
.reply { overflow: visible; }
.reply a { display: block; overflow: hidden; text-overflow: ellipsis; color: #b5bac1; }
.reply .mention, .reply strong { color: var(--bright); font-weight: 500; }
.body p, .body div { overflow-wrap: anywhere; }
.heading { color: var(--bright); font-weight: 700; margin: 8px 0 4px; }
.heading.level-1 { font-size: 24px; } .heading.level-2 { font-size: 20px; }
.small { color: var(--faint); font-size: 13px; }
.bullet { padding-left: 20px; position: relative; }
.bullet.depth-1 { margin-left: 20px; } .bullet.depth-2 { margin-left: 40px; }
.bullet .mark { position: absolute; left: 4px; }
blockquote { border-left: 4px solid #4e5058; border-radius: 4px; padding-left: 12px; margin: 2px 0; max-width: 90%; }
code { background: #1e1f22; border-radius: 4px; padding: 1px 4px; font: 85% "Noto Sans Mono", Consolas, monospace; }
pre { background: #1e1f22; border: 1px solid #26282c; border-radius: 4px; padding: 8px; max-width: 90%; overflow-x: auto; }
pre code { padding: 0; }
.mention { background: rgb(88 101 242 / 30%); color: #c9cdfb; border-radius: 3px; padding: 0 2px; font-weight: 500; }
.spoiler { background: #1e1f22; color: transparent; border-radius: 4px; }
.spoiler:hover, .spoiler:focus { color: inherit; }
.embed, .container {
  position: relative; overflow: hidden; background: var(--card); border-radius: 4px; max-width: 520px; margin-top: 4px;
  padding: 12px 16px 16px;
}
.container { max-width: 600px; border: 1px solid var(--line); border-radius: 8px; padding: 16px; }
.bar { position: absolute; left: 0; top: 0; width: 4px; height: 100%; }
.embed .author { font-size: 14px; font-weight: 500; }
.embed h3 { margin-top: 6px; font-size: 16px; font-weight: 600; color: var(--bright); }
.embed .description { margin-top: 6px; font-size: 14px; }
.fields { display: grid; grid-template-columns: repeat(6, 1fr); gap: 8px; margin-top: 8px; font-size: 14px; }
.field { grid-column: 1 / -1; min-width: 0; }
.field.inline { grid-column: span 3; }
.field.third { grid-column: span 2; }
.field h4 { font-size: 14px; font-weight: 600; color: var(--bright); }
.embed footer { margin-top: 8px; font-size: 12px; color: #b5bac1; }
.embed img, .gallery img { display: block; max-width: 100%; border-radius: 4px; margin-top: 12px; }
.picture, .file { margin-top: 8px; padding: 12px; border: 1px solid var(--line); border-radius: 8px; font-size: 14px; max-width: 520px; }
.section { display: flex; gap: 12px; justify-content: space-between; align-items: flex-start; }
.thumbnail img { width: 85px; border-radius: 8px; }
.container hr { border: 0; border-top: 1px solid var(--line); margin: 12px 0; }
.space { height: 12px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.button {
  display: inline-flex; gap: 6px; align-items: center; min-height: 32px; padding: 2px 16px; border-radius: 8px;
  background: var(--button); color: #fff; font-size: 14px; font-weight: 500;
}
.button.primary { background: var(--brand); } .button.success { background: #248046; }
.button.danger { background: #da373c; } .button.disabled { opacity: .5; }
.menu { display: flex; justify-content: space-between; width: 400px; max-width: 100%; padding: 8px 12px; background: #1e1f22; border-radius: 8px; color: var(--faint); }
.reaction { display: inline-block; margin: 4px 4px 0 0; padding: 1px 8px; border-radius: 8px; background: var(--card); font-size: 14px; }
ol.posts { padding: 16px; display: grid; gap: 12px; }
.post { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.post h3 { font-size: 16px; margin: 4px 0; } .post h3 a { color: var(--bright); }
.preview { color: #b5bac1; font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
ol.start { border-bottom: 1px solid var(--line); padding-bottom: 16px; }
.thread-link { margin-top: 8px; padding: 8px 12px; background: var(--card); border-radius: 8px; max-width: 480px; font-size: 14px; }
.thread-link strong { color: var(--bright); }
.note { color: var(--faint); font-size: 13px; margin-top: 4px; }
.modal {
  position: fixed; z-index: 2; inset: 64px 16px auto; max-width: 440px; max-height: 85vh; margin: 0 auto; overflow-y: auto;
  padding: 24px; background: #242429; border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 0 0 100vmax rgb(0 0 0 / 60%);
}
.modal h2 { font-size: 20px; color: var(--bright); margin-bottom: 16px; }
.modal fieldset { border: 0; padding: 0; margin-bottom: 16px; min-width: 0; }
.modal legend { color: var(--bright); font-weight: 600; font-size: 14px; padding: 0; }
.modal label { display: flex; gap: 8px; align-items: center; padding: 6px 0; }
.modal input { accent-color: var(--brand); width: 18px; height: 18px; }
.modal input[type="text"], .modal input[type="file"] {
  width: 100%; height: 40px; margin-top: 6px; padding: 0 12px; background: #1e1f22; border: 1px solid var(--line);
  border-radius: 8px; color: var(--text); font: inherit;
}
.modal .menu { margin-top: 6px; width: 100%; color: var(--text); }
.modal .actions { display: flex; justify-content: flex-end; gap: 8px; }
@media (max-width: 640px) {
  body { display: block; }
  nav { position: static; height: auto; }
  .message { padding-right: 16px; }
  .field.inline, .field.third { grid-column: 1 / -1; }
}
`;
