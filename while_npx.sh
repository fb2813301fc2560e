# Runs in front of the service in the task "start" and ends when the npx that started it has ended:
# npx hands SIGTERM on to the shell that it made, and that shell ends without handing it on. The
# service sees the end of this output then, and stops in order. Started without npx, this ends at
# once and has written nothing, and the service goes on.

[ "${npm_lifecycle_event:-}" = npx ] || exit 0

parent_of() {
  if [ -d /proc/self ]; then sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status"
  else ps -o ppid= -p "$1" | tr -d ' '; fi
}
name_of() {
  if [ -d /proc/self ]; then tr '\0' ' ' <"/proc/$1/cmdline"
  else ps -o args= -p "$1"; fi
}

# Up to npx, which calls itself "npm exec ..."; its child is the one to look at, as an npx that nobody
# has waited for yet keeps its number.
child=$PPID
while :; do
  npx=$(parent_of "$child")
  case $npx in '' | 0 | 1) exit 0 ;; esac
  case $(name_of "$npx") in npm\ * | *npm-cli.js\ * | *npx-cli.js\ * | */npx\ *) break ;; esac
  child=$npx
done

while [ "$(parent_of "$child")" = "$npx" ]; do
  echo . || exit 0
  sleep 1
done
