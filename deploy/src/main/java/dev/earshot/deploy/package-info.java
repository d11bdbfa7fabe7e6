/// Makes the gateway's image: what the build of an image needs of Java. The manifests that run it lie beside this
/// module's sources, and its tests read them as the gateway and Kubernetes will.
@NullMarked
package dev.earshot.deploy;

import org.jspecify.annotations.NullMarked;
