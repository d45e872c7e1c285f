//go:build unix

package main

import "syscall"

// atOnce opens a file without waiting for anyone: a named pipe would keep the
// scan waiting for its other end. It also saves the four system calls in which
// package os finds out that a regular file cannot be polled.
const atOnce = syscall.O_NONBLOCK
