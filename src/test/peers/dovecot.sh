#!/bin/sh
# Starts a Dovecot of one's own: dovecot.sh FOLDER IMAP_PORT PASSWORD. It ends with the process that started it, by TERM.
# All it has stands in FOLDER. Whoever runs it owns it all; but root, whom Dovecot lets own no mail, lends it to the users
# that the package made. Any user's mailbox is empty at first.
set -eu
folder=$1 port=$2 word=$3
mkdir -p "$folder/run" "$folder/mail"
if [ "$(id -u)" = 0 ]; then
    me=dovecot login=dovenull group=dovecot
    uid=$(id -u dovecot) gid=$(id -g dovecot)
    chown -R dovecot:dovecot "$folder"
    chmod 755 "$folder" "$folder/run"
else
    me=$(id -un) login=$(id -un) group=$(id -gn)
    uid=$(id -u) gid=$(id -g)
fi
cat >"$folder/dovecot.conf" <<CONF
protocols = imap
listen = 127.0.0.1
base_dir = $folder/run
state_dir = $folder/run
log_path = $folder/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = $me
default_internal_group = $group
default_login_user = $login
first_valid_uid = $uid
first_valid_gid = $gid
mail_location = maildir:$folder/mail
mail_max_userip_connections = 0
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    special_use = \\Drafts
    auto = create
  }
  mailbox "Gesendete Objekte" {
    special_use = \\Sent
    auto = create
  }
}
passdb {
  driver = static
  args = password=$word
}
userdb {
  driver = static
  args = uid=$uid gid=$gid home=$folder
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = 0
  }
}
service auth {
  user = $me
}
service auth-worker {
  user = $me
}
CONF
exec dovecot -F -c "$folder/dovecot.conf"
