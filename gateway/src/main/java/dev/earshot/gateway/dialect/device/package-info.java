/// The words of devices and apps of the seed system, as they speak them at `/v4/listen`.
@NullMarked
package dev.earshot.gateway.dialect.device;

import org.jspecify.annotations.NullMarked;
