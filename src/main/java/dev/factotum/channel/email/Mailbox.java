package dev.factotum.channel.email;

/**
 * One receiver or sender.
 *
 * @param address {@code local@domain}, the domain in ASCII and lower case
 * @param shown the bare address as people read it: a domain in other letters comes with its ASCII form
 * @param header as it stands in the header, with the name where one was written
 * @param name empty where none was written
 */
record Mailbox(String address, String shown, String header, String name) {}
